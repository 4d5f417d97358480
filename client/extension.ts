import * as vscode from 'vscode';
import { alignNow } from './alignNow';
import { alignTwo } from './alignTwo';
import { createApi, type CounterpointApi } from './api';
import { command, type App, type Feature } from './app';
import { chooseReading, chosenReadings } from './chooseReading';
import { copyCitation } from './copyCitation';
import { decided } from './decided';
import { Decorations } from './decorations';
import { drawLink } from './drawLink';
import { exportReport } from './exportReport';
import { findCounterparts } from './findCounterparts';
import { follow } from './follow';
import { goToCounterpart } from './goToCounterpart';
import { importCompendium } from './importCompendium';
import { importDecisions } from './importDecisions';
import { languageStatus } from './languageStatus';
import { notes } from './notes';
import { openPair } from './openPair';
import { openSamples } from './openSamples';
import { Pairs } from './pairs';
import { PairSession } from './pairSession';
import { Server } from './serverConnection';
import { readWithModel } from './readWithModel';
import { review } from './review';
import { reviewMode } from './reviewMode';
import { steps } from './steps';
import { conceptLens } from './views/conceptLens/conceptLens';
import { corpusOverview } from './views/corpusOverview/corpusOverview';
import { openPairedReading, PairedReadings } from './views/pairedReading/pairedReading';
import { corpusTree } from './tree/corpusTree';
import { wake } from './wake';
import { whatChanged } from './whatChanged';

const features: readonly Feature[] = [
  openPair,
  openPairedReading,
  corpusOverview,
  conceptLens,
  findCounterparts,
  steps,
  goToCounterpart,
  alignNow,
  alignTwo,
  importCompendium,
  importDecisions,
  exportReport,
  chooseReading,
  copyCitation,
  readWithModel,
  review,
  reviewMode,
  drawLink,
  decided,
  notes,
  whatChanged,
  openSamples,
  follow,
  languageStatus,
  corpusTree,
  serverCommands,
  wake,
];

let running: Server | undefined;

/** Only registers: the server starts when an essay, or a command, needs it. */
export function activate(context: vscode.ExtensionContext): CounterpointApi {
  const log = vscode.window.createOutputChannel('Counterpoint', { log: true });
  const server = new Server(
    context.asAbsolutePath('dist/server.js'),
    log,
    () => chosenReadings(context),
    context.secrets,
  );
  const pairs = new Pairs(server);
  const session = new PairSession(pairs, server, log);
  const decorations = new Decorations(session, context.extensionUri);
  const core = { context, log, server, pairs, session, decorations };
  const pairedReadings = new PairedReadings(core);
  const app: App = { ...core, pairedReadings };
  running = server;
  context.subscriptions.push(
    log,
    server,
    pairs,
    session,
    decorations,
    pairedReadings,
    ...features.map((feature) => feature(app)),
  );
  return createApi(app);
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}

function serverCommands(app: App): vscode.Disposable {
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.restartServer',
      () => vscode.l10n.t('The server could not be restarted.'),
      () => app.server.restart(),
    ),
    command(
      app,
      'counterpoint.showLog',
      () => vscode.l10n.t('The log could not be shown.'),
      () => {
        app.log.show();
        return Promise.resolve();
      },
    ),
  );
}
