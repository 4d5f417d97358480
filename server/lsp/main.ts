import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { environmentLocale } from '../files/locale';
import { startServer } from './server';

// Node IPC, --stdio, --socket or --pipe: as the command line says. Standard output belongs to the protocol alone.
startServer(createConnection(ProposedFeatures.all), environmentLocale());
