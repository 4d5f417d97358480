/** What can be decided on the claim at the cursor, as code actions: the editor runs the commands. */
import { type CodeAction, CodeActionKind, type CodeActionContext, CodeActionTriggerKind } from 'vscode-languageserver';
import { quoteOf } from '../readings/comparison';
import { plainQuote } from '../report/markdownText';
import { statusSign } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import { visibleText } from '../report/visibleText';
import { relationSign, relationWord } from '../report/words';
import type { Essay, Span } from '../text/essay';
import { type Message, msg } from '../text/message';
import { linksAt, otherSide, silencesAt } from './claims';
import type { PlacedComparison } from './workspace';

/**
 * Whether the reader asked for what can be done here. An editor also asks of its own accord at every move of the cursor, to show a light
 * bulb: there would be one on every claim.
 */
export function isAskedFor({ triggerKind, only }: CodeActionContext): boolean {
  if (triggerKind === CodeActionTriggerKind.Automatic) return false;
  return only?.some((kind) => kind === '' || kind === CodeActionKind.Refactor) ?? true;
}

/**
 * The decisions on every link at a place, link by link, best first, and then on every silence; none elsewhere. Each is named by its relation and
 * topic; two that share a name, by the words that they answer too.
 */
export function reviewCodeActions(
  comparisons: readonly PlacedComparison[],
  uri: string,
  offset: number,
  t: Translate,
): CodeAction[] {
  const links = linksAt(comparisons, uri, offset).map(({ link, placed, from }) => ({
    name: `${relationSign(link.relation)} ${link.topic ?? t(relationWord(link.relation))}`,
    answers: firstWords(placed.comparison[otherSide(from)], link[otherSide(from)]),
    argument: { pair: placed.placed.id, link: link.id },
  }));
  const shared = (name: string): boolean => links.filter((each) => each.name === name).length > 1;
  const onLinks = links.flatMap(({ name, answers, argument }) => {
    const what = visibleText(shared(name) ? `${name} (“${answers}”)` : name);
    return [
      action(msg('{0} Accept: {1}', statusSign('accepted'), what), 'counterpoint.accept', argument, t),
      action(msg('{0} Reject: {1}', statusSign('rejected'), what), 'counterpoint.reject', argument, t),
      action(msg('{0} Relabel…: {1}', statusSign('relabelled'), what), 'counterpoint.relabel', argument, t),
      action(msg('Decide…: {0}', what), 'counterpoint.decide', argument, t),
      action(msg('Report as Wrong…: {0}', what), 'counterpoint.reportWrong', argument, t),
      action(msg('Copy as Citation: {0}', what), 'counterpoint.copyCitation', argument, t),
    ];
  });
  const onSilences = silencesAt(comparisons, uri, offset).flatMap(({ silence, placed }) => {
    const what = visibleText(`○ ${silence.topic}`);
    const argument = { pair: placed.placed.id, silence: silence.id };
    return [
      action(msg('{0} Accept: {1}', statusSign('accepted'), what), 'counterpoint.accept', argument, t),
      action(msg('{0} Reject: {1}', statusSign('rejected'), what), 'counterpoint.reject', argument, t),
      action(msg('Decide…: {0}', what), 'counterpoint.decide', argument, t),
      action(msg('Report as Wrong…: {0}', what), 'counterpoint.reportWrong', argument, t),
    ];
  });
  return [...onLinks, ...onSilences];
}

/** The first words of the first of some spans: enough to tell one from another in a menu. */
function firstWords(essay: Essay, [first]: readonly Span[]): string {
  const text = first === undefined ? '' : plainQuote(quoteOf(essay, first));
  const end = text.length <= 40 ? -1 : text.lastIndexOf(' ', 40);
  const short = end > 0 ? text.slice(0, end) : Array.from(text).slice(0, 40).join('');
  return short.length < text.length ? `${short} …` : text;
}

function action(title: Message, command: string, argument: object, t: Translate): CodeAction {
  return {
    title: t(title),
    kind: CodeActionKind.Refactor,
    command: { title: t(title), command, arguments: [argument] },
  };
}
