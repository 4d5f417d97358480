import './reading.suite';
import './steps.suite';
import './marks.suite';
import './commands.suite';
import './corpora.suite';
import './status.suite';
import './virtual.suite';
import './server.suite';
