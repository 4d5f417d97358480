/** *Accept*, *Reject*, *Relabel…*, *Decide…*, *Report as Wrong…*, *Undo/Redo Decision*: on the link or silence at the cursor, or the one named. */
import * as vscode from 'vscode';
import type {
  ComparisonView,
  ItemRef,
  LinkView,
  RelationName,
  ReviewAct,
  ReviewView,
  SilenceView,
} from '../server/protocol';
import { command, inBackground, type App } from './app';
import { comparisonOrSay, hereOrSay, pairInFront } from './here';
import { linkAt, type Side } from './reading';
import { setReviewerName } from './settings';
import { kindLabel, linkLabel, plain, relationLabel, sayInPassing } from './words';

/** Something to decide on. */
export interface Target {
  readonly comparison: ComparisonView;
  readonly item: ItemRef;
  readonly label: string;
  readonly review: ReviewView;
  readonly link?: LinkView;
}

export function review(app: App): vscode.Disposable {
  const failed = (): string => vscode.l10n.t('Nothing was decided.');
  const onTarget =
    (run: (target: Target) => Promise<void>) =>
    async (argument: unknown): Promise<void> => {
      const target = await targetOf(app, argument);
      if (target) await run(target);
    };
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.accept',
      failed,
      onTarget(({ item }) => act(app, { kind: 'decide', item, verdict: 'accepted' })),
    ),
    command(
      app,
      'counterpoint.reject',
      failed,
      onTarget(({ item }) => act(app, { kind: 'decide', item, verdict: 'rejected' })),
    ),
    command(
      app,
      'counterpoint.relabel',
      failed,
      onTarget((target) => relabel(app, target)),
    ),
    command(
      app,
      'counterpoint.decide',
      failed,
      onTarget((target) => chooseAct(app, target)),
    ),
    command(
      app,
      'counterpoint.reportWrong',
      failed,
      onTarget((target) => reportWrong(app, target)),
    ),
    command(app, 'counterpoint.undoDecision', failed, () => takeBack(app, 'undo')),
    command(app, 'counterpoint.redoDecision', failed, () => takeBack(app, 'redo')),
    command(app, 'counterpoint.showRejected', failed, () => showRejected(app)),
    command(app, 'counterpoint.attachAgain', failed, () => attachAgain(app)),
  );
}

/** Does an act and says what came of it; asks who the reader is where nobody knows. */
export async function act(app: Pick<App, 'server' | 'log'>, params: ReviewAct): Promise<void> {
  const done = await app.server.request('counterpoint/review', params);
  switch (done.kind) {
    case 'saved':
      sayInPassing(done.said);
      return;
    case 'unsaved': {
      const again = vscode.l10n.t('Try Again');
      const offer = async (): Promise<void> => {
        const chosen = await vscode.window.showWarningMessage(
          vscode.l10n.t(
            '{0} — but it could not be saved: {1} It is kept until this window closes, and tried again by itself.',
            done.said,
            done.error,
          ),
          again,
        );
        const pair = 'item' in params ? params.item.pair : params.pair;
        if (chosen === again) await act(app, { kind: 'saveAgain', pair });
      };
      inBackground(app, 'Unsaved decision', offer());
      return;
    }
    case 'refused':
      void vscode.window.showInformationMessage(done.message);
      return;
    case 'unnamed':
      if (await askName()) await act(app, params);
  }
}

async function askName(): Promise<boolean> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Who reviews?'),
    prompt: vscode.l10n.t(
      'Your name stands beside your decisions and notes. It names your file in the folder .counterpoint.',
    ),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Write a name.') : undefined),
  });
  if (name === undefined) return false;
  await setReviewerName(name.trim());
  return true;
}

/** The link or silence that an argument names, or that the reader is at: in the paired reading view, else by the cursor. */
export async function targetOf(app: App, argument: unknown): Promise<Target | undefined> {
  const named = namedBy(argument) ?? app.pairedReadings.active?.item;
  if (named) {
    const comparison = await app.pairs.comparison(named.pair);
    const found = comparison && itemIn(comparison, named);
    if (found) return found;
    sayInPassing(vscode.l10n.t('That link is gone: the texts have changed since. Hover again for the new ones.'));
    return undefined;
  }
  const here = await hereOrSay(app);
  if (!here) return undefined;
  const { comparison, side, editor } = here;
  const cursor = editor.selection.active;
  const link = linkAt(comparison, side, cursor, app.session.current?.link.id);
  if (link) return linkTarget(comparison, link);
  const silence = comparison.silences[side].find(({ spans }) =>
    spans.some(({ range }) =>
      new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character).contains(cursor),
    ),
  );
  if (silence) return silenceTarget(comparison, silence);
  sayInPassing(vscode.l10n.t('No link or silence here. Next Link goes to the next passage that has one.'));
  return undefined;
}

export function linkTarget(comparison: ComparisonView, link: LinkView): Target {
  const item: ItemRef = { pair: comparison.pair.id, kind: 'link', id: link.id };
  return { comparison, item, label: linkLabel(link), review: link.review, link };
}

export function silenceTarget(comparison: ComparisonView, silence: SilenceView): Target {
  const item: ItemRef = { pair: comparison.pair.id, kind: 'silence', id: silence.id };
  return { comparison, item, label: kindLabel('silence', silence.topic), review: silence.review };
}

/** The link or silence of a comparison, rejected ones too. */
function itemIn(comparison: ComparisonView, { kind, id }: ItemRef): Target | undefined {
  if (kind === 'link') {
    const link = [...comparison.links, ...comparison.rejected].find((each) => each.id === id);
    return link && linkTarget(comparison, link);
  }
  const { silences, rejectedSilences } = comparison;
  const all = [...silences.left, ...silences.right, ...rejectedSilences.left, ...rejectedSilences.right];
  const silence = all.find((each) => each.id === id);
  return silence && silenceTarget(comparison, silence);
}

/** What an argument names: ids, from a hover or a code action; or a row of the essays view, which holds what it stands for. */
function namedBy(value: unknown): ItemRef | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pair, link, silence }: { pair?: unknown; link?: unknown; silence?: unknown } = value;
  const named = { pair: idOf(pair), link: idOf(link), silence: idOf(silence) };
  if (named.pair === undefined) return undefined;
  if (named.link !== undefined) return { pair: named.pair, kind: 'link', id: named.link };
  return named.silence === undefined ? undefined : { pair: named.pair, kind: 'silence', id: named.silence };
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { id }: { id?: unknown } = value;
  return typeof id === 'string' ? id : undefined;
}

const relations: readonly RelationName[] = ['convergence', 'divergence', 'undetermined'];

export async function pickRelation(title: string): Promise<RelationName | undefined> {
  const items = relations.map((relation) => ({ relation, label: relationLabel(relation) }));
  return (await vscode.window.showQuickPick(items, { title: plain(title) }))?.relation;
}

async function relabel(app: App, { item, label, link }: Target): Promise<void> {
  if (!link) {
    sayInPassing(vscode.l10n.t('A silence has no relation. Accept or reject it, or edit its topic.'));
    return;
  }
  const relation = await pickRelation(label);
  if (relation) await act(app, { kind: 'decide', item, relation });
}

async function askLine(title: string, prompt: string, value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({ title: plain(title), prompt, value });
}

async function reportWrong(app: App, { item, label, link }: Target): Promise<void> {
  const faults = [
    {
      fault: 'link',
      label: link
        ? vscode.l10n.t('These passages do not answer each other')
        : vscode.l10n.t('The other essay does say it'),
    },
    ...(link
      ? ([
          { fault: 'relation', label: vscode.l10n.t('The relation is wrong') },
          { fault: 'spans', label: vscode.l10n.t('The wrong sentences are marked') },
        ] as const)
      : []),
    { fault: 'topic', label: vscode.l10n.t('The topic is wrong') },
  ] as const;
  const chosen = await vscode.window.showQuickPick(faults, {
    title: plain(label),
    placeHolder: vscode.l10n.t('What is wrong? What the machine said is kept beside your decision.'),
  });
  if (!chosen) return;
  await app.pairedReadings.active?.hasKeyboardAgain();
  const reason = await askLine(label, vscode.l10n.t('Why? In a line; may be empty.'), '');
  if (reason === undefined) return;
  await act(app, { kind: 'decide', item, verdict: 'rejected', fault: chosen.fault, reason: reason.trim() || null });
}

interface Choice extends vscode.QuickPickItem {
  readonly run: () => Promise<void>;
}

/** Everything that can be done with a link or silence, in one list. */
async function chooseAct(app: App, target: Target): Promise<void> {
  const { item, label, review: state, link } = target;
  const decide = (change: Omit<Extract<ReviewAct, { kind: 'decide' }>, 'kind' | 'item'>): Promise<void> =>
    act(app, { kind: 'decide', item, ...change });
  const choices: Choice[] = [
    { label: `$(check) ${vscode.l10n.t('Accept')}`, run: () => decide({ verdict: 'accepted' }) },
    { label: `$(close) ${vscode.l10n.t('Reject')}`, run: () => decide({ verdict: 'rejected' }) },
    ...(link ? [{ label: `$(tag) ${vscode.l10n.t('Relabel…')}`, run: () => relabel(app, target) }] : []),
    { label: `$(edit) ${vscode.l10n.t('Edit Topic…')}`, run: () => editTopic(app, target) },
    { label: `$(flame) ${vscode.l10n.t('Set Importance…')}`, run: () => setImportance(app, target) },
    { label: `$(comment) ${vscode.l10n.t('Explain in a Line…')}`, run: () => explain(app, target) },
    ...(link
      ? [
          {
            label: `$(selection) ${vscode.l10n.t('Move to the Selected Sentences')}`,
            run: () => moveSpans(app, target),
          },
        ]
      : []),
    { label: `$(report) ${vscode.l10n.t('Report as Wrong…')}`, run: () => reportWrong(app, target) },
    ...(state.status === 'disputed' || state.isReopened
      ? [{ label: `$(law) ${vscode.l10n.t('Settle…')}`, run: () => settle(app, target) }]
      : []),
    ...(state.decisions.some(({ isMine }) => isMine)
      ? [{ label: `$(discard) ${vscode.l10n.t('Take My Decision Back')}`, run: () => decide({ verdict: 'withdrawn' }) }]
      : []),
  ];
  const said = state.decisions.map(({ said: line }) => plain(line)).join(' · ');
  await app.pairedReadings.active?.hasKeyboardAgain();
  const chosen = await vscode.window.showQuickPick(choices, {
    title: plain(label),
    placeHolder: said === '' ? vscode.l10n.t('Nobody has decided this yet.') : said,
  });
  await app.pairedReadings.active?.hasKeyboardAgain();
  await chosen?.run();
}

async function editTopic(app: App, { item, label, link }: Target): Promise<void> {
  const topic = await askLine(label, vscode.l10n.t('What is it about, in a few words?'), link?.topic ?? '');
  if (topic !== undefined) await act(app, { kind: 'decide', item, topic: topic.trim() || null });
}

async function setImportance(app: App, { item, label, review: { importance } }: Target): Promise<void> {
  const items = [
    { importance: 3 as const, label: vscode.l10n.t('3: central') },
    { importance: 2 as const, label: vscode.l10n.t('2: of weight') },
    { importance: 1 as const, label: vscode.l10n.t('1: minor') },
    { importance: null, label: vscode.l10n.t('Not said') },
  ].map((each) => ({ ...each, description: each.importance === importance ? vscode.l10n.t('now') : '' }));
  const chosen = await vscode.window.showQuickPick(items, { title: plain(label) });
  if (chosen) await act(app, { kind: 'decide', item, importance: chosen.importance });
}

async function explain(app: App, { item, label, review: { reason } }: Target): Promise<void> {
  const said = await askLine(label, vscode.l10n.t('Why do you see it so? In a line.'), reason ?? '');
  if (said !== undefined) await act(app, { kind: 'decide', item, reason: said.trim() || null });
}

/** Moves a link to the sentences that are selected, in one essay or in both. */
async function moveSpans(app: App, { item, comparison }: Target): Promise<void> {
  const selected = (side: Side): vscode.Range[] =>
    vscode.window.visibleTextEditors
      .filter(({ document }) => app.session.partOf(document.uri)?.comparison.pair.id === comparison.pair.id)
      .filter(({ document }) => app.session.partOf(document.uri)?.side === side)
      .flatMap(({ selections }) => selections.filter(({ isEmpty }) => !isEmpty));
  const [left, right] = [selected('left'), selected('right')];
  if (left.length + right.length === 0) {
    sayInPassing(
      vscode.l10n.t(
        'Select the sentences that the link should stand on, in one essay or in both; then choose this again.',
      ),
    );
    return;
  }
  await act(app, { kind: 'decide', item, ...(left.length > 0 && { left }), ...(right.length > 0 && { right }) });
}

async function settle(app: App, { item, label, review: { decisions }, link }: Target): Promise<void> {
  const verdicts = link
    ? [
        {
          label: vscode.l10n.t('It is a link, as the reading says'),
          verdict: 'accepted' as const,
          relation: undefined,
        },
        ...relations.map((relation) => ({
          label: vscode.l10n.t('It is a link: {0}', relationLabel(relation)),
          verdict: 'accepted' as const,
          relation,
        })),
        { label: vscode.l10n.t('It is no link'), verdict: 'rejected' as const, relation: undefined },
      ]
    : [
        { label: vscode.l10n.t('It is a silence'), verdict: 'accepted' as const, relation: undefined },
        { label: vscode.l10n.t('It is no silence'), verdict: 'rejected' as const, relation: undefined },
      ];
  const chosen = await vscode.window.showQuickPick(verdicts, {
    title: plain(label),
    placeHolder: decisions.map(({ said }) => plain(said)).join(' · '),
  });
  if (!chosen) return;
  await app.pairedReadings.active?.hasKeyboardAgain();
  const reason = await askLine(label, vscode.l10n.t('Why? The views that lose are kept.'), '');
  if (reason === undefined || reason.trim() === '') return;
  await act(app, {
    kind: 'settle',
    item,
    verdict: chosen.verdict,
    reason: reason.trim(),
    ...(chosen.relation && { relation: chosen.relation }),
  });
}

async function takeBack(app: App, kind: 'undo' | 'redo'): Promise<void> {
  const pair = pairInFront(app) ?? (await hereOrSay(app))?.comparison.pair;
  if (pair) await act(app, { kind, pair: pair.id });
}

async function showRejected(app: App): Promise<void> {
  const comparison = await comparisonOrSay(app);
  if (!comparison) return;
  const targets = [
    ...comparison.rejected.map((link) => linkTarget(comparison, link)),
    ...[...comparison.rejectedSilences.left, ...comparison.rejectedSilences.right].map((silence) =>
      silenceTarget(comparison, silence),
    ),
  ];
  if (targets.length === 0) {
    sayInPassing(vscode.l10n.t('Nothing is rejected in this pair.'));
    return;
  }
  const items = targets.map((target) => ({
    target,
    label: plain(target.label),
    description: plain(target.review.decisions.map(({ said }) => said).join(' · ')),
    detail: plain(
      target.link
        ? `${target.link.left[0]?.quote ?? ''} ↔ ${target.link.right[0]?.quote ?? ''}`.replace(/\s+/g, ' ')
        : '',
    ),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Rejected: choose one to decide again'),
  });
  if (chosen) await chooseAct(app, chosen.target);
}

/** Lays a decision or note whose words are gone onto the sentences that are selected. */
async function attachAgain(app: App): Promise<void> {
  const here = await hereOrSay(app);
  if (!here) return;
  const { comparison, side } = here;
  if (comparison.orphans.length === 0) {
    sayInPassing(vscode.l10n.t('Every decision and note of this pair has its words.'));
    return;
  }
  const items = comparison.orphans.map((orphan) => ({
    orphan,
    label: plain(orphan.said),
    detail: plain(orphan.lost.join(' … ').replace(/\s+/g, ' ')),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('These words are not in the essays any more'),
    placeHolder: vscode.l10n.t('Select the new sentences in the essays first; then choose what belongs to them.'),
  });
  if (!chosen) return;
  const facing = app.session.facing(here)[0];
  const own = [...here.editor.selections];
  const other = facing ? [...facing.selections] : [];
  const sides = side === 'left' ? { left: own, right: other } : { left: other, right: own };
  await act(app, { kind: 'reattach', pair: comparison.pair.id, orphan: chosen.orphan.id, ...sides });
}
