/** What the page of the corpus overview says. The page fills the placeholders: here each stands for itself. */
import * as vscode from 'vscode';

export type Strings = ReturnType<typeof corpusOverviewStrings>;

export function corpusOverviewStrings() {
  return {
    convergence: vscode.l10n.t('Convergence'),
    divergence: vscode.l10n.t('Divergence'),
    undetermined: vscode.l10n.t('Possibly related'),
    silenceLeft: vscode.l10n.t('Silences left'),
    silenceRight: vscode.l10n.t('Silences right'),
    silenceLeftHint: vscode.l10n.t('Issues that the left essay passes over'),
    silenceRightHint: vscode.l10n.t('Issues that the right essay passes over'),
    take: vscode.l10n.t('Take along'),
    copyMarkdown: vscode.l10n.t('Copy as Markdown'),
    copyCsv: vscode.l10n.t('Copy as CSV'),
    saveSvg: vscode.l10n.t('Save as SVG…'),
    savePng: vscode.l10n.t('Save as PNG…'),
    themes: vscode.l10n.t('Themes'),
    theme: vscode.l10n.t('Theme'),
    leftEssay: vscode.l10n.t('Left essay'),
    rightEssay: vscode.l10n.t('Right essay'),
    clash: vscode.l10n.t('Strongest clash'),
    noClash: vscode.l10n.t('None labelled'),
    share: vscode.l10n.t('{0} of the text left, {1} right', '{0}', '{1}'),
    countOf: vscode.l10n.t('{0}: {1}', '{0}', '{1}'),
    sections: vscode.l10n.t('Sections face to face'),
    sectionsHint: vscode.l10n.t(
      'How many links join each section of the left essay (rows) with each of the right (columns). The darker, the more.',
    ),
    opening: vscode.l10n.t('Opening'),
    cell: vscode.l10n.t('{0} – {1}: {2} links, {3} of them diverging', '{0}', '{1}', '{2}', '{3}'),
    concepts: vscode.l10n.t('Concepts'),
    conceptsHint: vscode.l10n.t(
      'How often each essay names a concept of the lexicons: left · right. Contested: both claims of a diverging link name it.',
    ),
    concept: vscode.l10n.t('Concept'),
    compare: vscode.l10n.t('Compare Concept…'),
    use: vscode.l10n.t('Use'),
    contested: vscode.l10n.t('Contested'),
    shared: vscode.l10n.t('Shared'),
    left: vscode.l10n.t('Left only'),
    right: vscode.l10n.t('Right only'),
    allUses: vscode.l10n.t('All uses'),
    find: vscode.l10n.t('Find a concept'),
    shownConcepts: vscode.l10n.t('{0} of {1} concepts', '{0}', '{1}'),
    showAll: vscode.l10n.t('Show all'),
    conceptCell: vscode.l10n.t('{0} in {1}: {2}, left {3}, right {4}', '{0}', '{1}', '{2}', '{3}', '{4}'),
    context: vscode.l10n.t('Context'),
    passages: vscode.l10n.t('passages: {0}', '{0}'),
    contextDocuments: vscode.l10n.t('Context documents'),
    contextHint: vscode.l10n.t(
      'Passages of context documents, each with the passages of the essays that are nearest in their words.',
    ),
    contextAlone: vscode.l10n.t('No passage of it is near to one of an essay.'),
    contextPassage: vscode.l10n.t('Passage of the context document'),
    nearPassages: vscode.l10n.t('Nearest passages of the essays'),
    nearWhere: vscode.l10n.t('{0} · {1} · similarity {2}', '{0}', '{1}', '{2}'),
    confidenceOf: vscode.l10n.t('confidence {0}', '{0}'),
    stale: vscode.l10n.t('The server stopped: this is what it said last.'),
    loading: vscode.l10n.t('Reading all themes…'),
  };
}
