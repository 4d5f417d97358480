/** What the page of the concept lens says. The page fills the placeholders: here each stands for itself. */
import * as vscode from 'vscode';

export type Strings = ReturnType<typeof conceptLensStrings>;

export function conceptLensStrings() {
  return {
    convergence: vscode.l10n.t('Convergence'),
    divergence: vscode.l10n.t('Divergence'),
    undetermined: vscode.l10n.t('Possibly related'),
    left: vscode.l10n.t('Left'),
    right: vscode.l10n.t('Right'),
    forms: vscode.l10n.t('Also: {0}', '{0}'),
    sentences: vscode.l10n.t('Sentences'),
    sentencesOf: vscode.l10n.t('{0}: {1} sentences', '{0}', '{1}'),
    none: vscode.l10n.t('No sentence names it.'),
    line: vscode.l10n.t('line {0}', '{0}'),
    words: vscode.l10n.t('Words that come with it'),
    wordsHint: vscode.l10n.t(
      'Counted in the sentences above. The weight says how telling a word is: its log-odds against all the texts (Monroe and others, 2008), in standard deviations. Beyond 2 either way it is unlikely to be chance.',
    ),
    onlyOn: vscode.l10n.t('Only: {0}', '{0}'),
    onBoth: vscode.l10n.t('On both sides'),
    word: vscode.l10n.t('Word'),
    weight: vscode.l10n.t('Weight'),
    noWords: vscode.l10n.t('None'),
    links: vscode.l10n.t('Links it stands in'),
    relation: vscode.l10n.t('Relation'),
    theme: vscode.l10n.t('Theme'),
    bothNameIt: vscode.l10n.t('both claims name it'),
    confidenceOf: vscode.l10n.t('confidence {0}', '{0}'),
    quotations: vscode.l10n.t('What both sides quote'),
    quotationsHint: vscode.l10n.t(
      'In the whole corpus. Struck through: on the left only. Underlined: on the right only.',
    ),
    sameWords: vscode.l10n.t('Same words quoted'),
    sameSource: vscode.l10n.t('Same source named'),
    compared: vscode.l10n.t('Word by word'),
    leftOnly: vscode.l10n.t('left only'),
    rightOnly: vscode.l10n.t('right only'),
    stale: vscode.l10n.t('The server stopped: this is what it said last.'),
    loading: vscode.l10n.t('Looking the concept up…'),
  };
}
