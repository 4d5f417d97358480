/** What can be decided on the claim at the cursor, as code actions: the editor runs the commands. */
import { type CodeAction, CodeActionKind, type CodeActionContext, CodeActionTriggerKind } from 'vscode-languageserver';
import { statusSign } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import { relationSign, relationWord } from '../report/words';
import { type Message, msg } from '../text/message';
import { linksAt, silencesAt } from './claims';
import type { PlacedComparison } from './workspace';

/**
 * Whether the reader asked for what can be done here. An editor also asks of its own accord at every move of the cursor, to show a light
 * bulb: there would be one on every claim.
 */
export function isAskedFor({ triggerKind, only }: CodeActionContext): boolean {
  if (triggerKind === CodeActionTriggerKind.Automatic) return false;
  return only?.some((kind) => kind === '' || kind === CodeActionKind.Refactor) ?? true;
}

/** The decisions on the first link at a place, or where there is none on the first silence; none elsewhere. */
export function reviewCodeActions(
  comparisons: readonly PlacedComparison[],
  uri: string,
  offset: number,
  t: Translate,
): CodeAction[] {
  const [encounter] = linksAt(comparisons, uri, offset);
  if (encounter !== undefined) {
    const { link, placed } = encounter;
    const what = `${relationSign(link.relation)} ${link.topic ?? t(relationWord(link.relation))}`;
    const argument = { pair: placed.placed.id, link: link.id };
    return [
      action(msg('{0} Accept: {1}', statusSign('accepted'), what), 'counterpoint.accept', argument, t),
      action(msg('{0} Reject: {1}', statusSign('rejected'), what), 'counterpoint.reject', argument, t),
      action(msg('{0} Relabel…: {1}', statusSign('relabelled'), what), 'counterpoint.relabel', argument, t),
      action(msg('Decide…: {0}', what), 'counterpoint.decide', argument, t),
      action(msg('Report as Wrong…: {0}', what), 'counterpoint.reportWrong', argument, t),
      action(msg('Copy as Citation: {0}', what), 'counterpoint.copyCitation', argument, t),
    ];
  }
  const [met] = silencesAt(comparisons, uri, offset);
  if (met === undefined) return [];
  const what = `○ ${met.silence.topic}`;
  const argument = { pair: met.placed.placed.id, silence: met.silence.id };
  return [
    action(msg('{0} Accept: {1}', statusSign('accepted'), what), 'counterpoint.accept', argument, t),
    action(msg('{0} Reject: {1}', statusSign('rejected'), what), 'counterpoint.reject', argument, t),
    action(msg('Decide…: {0}', what), 'counterpoint.decide', argument, t),
    action(msg('Report as Wrong…: {0}', what), 'counterpoint.reportWrong', argument, t),
  ];
}

function action(title: Message, command: string, argument: object, t: Translate): CodeAction {
  return {
    title: t(title),
    kind: CodeActionKind.Refactor,
    command: { title: t(title), command, arguments: [argument] },
  };
}
