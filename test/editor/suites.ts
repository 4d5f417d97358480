import './reading.suite';
import './commands.suite';
