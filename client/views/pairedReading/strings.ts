/** What the paired reading view's page says. The page fills the placeholders: here each stands for itself. */
import * as vscode from 'vscode';

export type Strings = ReturnType<typeof pairedReadingStrings>;

export function pairedReadingStrings() {
  return {
    // Relations, in words and in sentences that are read out.
    convergence: vscode.l10n.t('Convergence'),
    divergence: vscode.l10n.t('Divergence'),
    undetermined: vscode.l10n.t('Possibly related'),
    silence: vscode.l10n.t('Silence'),
    alone: vscode.l10n.t('No counterpart'),
    spokenConvergence: vscode.l10n.t('Left: {0}, converges with, right: {1}', '{0}', '{1}'),
    spokenDivergence: vscode.l10n.t('Left: {0}, diverges from, right: {1}', '{0}', '{1}'),
    spokenUndetermined: vscode.l10n.t('Left: {0}, is possibly related to, right: {1}', '{0}', '{1}'),
    spokenSilenceLeft: vscode.l10n.t('Left: {0}, silence on the right about {1}', '{0}', '{1}'),
    spokenSilenceRight: vscode.l10n.t('Right: {0}, silence on the left about {1}', '{0}', '{1}'),
    spokenAloneLeft: vscode.l10n.t('Left: {0}, no counterpart on the right', '{0}'),
    spokenAloneRight: vscode.l10n.t('Right: {0}, no counterpart on the left', '{0}'),
    // The head.
    summary: vscode.l10n.t('Summary'),
    // The bar.
    tools: vscode.l10n.t('Order and filters'),
    order: vscode.l10n.t('Order'),
    orderLeft: vscode.l10n.t('Left essay leads'),
    orderRight: vscode.l10n.t('Right essay leads'),
    orderRelation: vscode.l10n.t('By relation and strength'),
    previousRow: vscode.l10n.t('Previous row (K)'),
    nextRow: vscode.l10n.t('Next row (J)'),
    previousDivergence: vscode.l10n.t('Previous divergence (Shift+D)'),
    nextDivergence: vscode.l10n.t('Next divergence (D)'),
    openSource: vscode.l10n.t('Open at this claim in the editors (O)'),
    kinds: vscode.l10n.t('Show'),
    confidence: vscode.l10n.t('Confidence'),
    anyConfidence: vscode.l10n.t('Any confidence ({0})', '{0}'),
    leastConfidence: vscode.l10n.t('Confidence {0} or more ({1})', '{0}', '{1}'),
    section: vscode.l10n.t('Section'),
    allSections: vscode.l10n.t('All sections'),
    concept: vscode.l10n.t('Concept'),
    allConcepts: vscode.l10n.t('All concepts'),
    search: vscode.l10n.t('Search both essays (/)'),
    clear: vscode.l10n.t('Clear filters'),
    shown: vscode.l10n.t('{0} of {1} links', '{0}', '{1}'),
    nothing: vscode.l10n.t('No passage fits these filters.'),
    shownReading: vscode.l10n.t('Reading shown'),
    beside: vscode.l10n.t('Hold against another reading'),
    besideNone: vscode.l10n.t('One reading'),
    besideOther: vscode.l10n.t('Against: {0}', '{0}'),
    standing: vscode.l10n.t('Between the readings'),
    standingAny: vscode.l10n.t('All links'),
    standingBoth: vscode.l10n.t('In both readings'),
    standingRival: vscode.l10n.t('With rival relations'),
    standingFirst: vscode.l10n.t('Only in the reading shown'),
    standingSecond: vscode.l10n.t('Only in the other'),
    otherSays: vscode.l10n.t('the other says: {0}', '{0}'),
    // Rows.
    withoutHeading: vscode.l10n.t('Opening'),
    unlinkedLeft: vscode.l10n.t('Without counterpart, left'),
    unlinkedRight: vscode.l10n.t('Without counterpart, right'),
    notOnLeft: vscode.l10n.t('The left essay never takes this up.'),
    notOnRight: vscode.l10n.t('The right essay never takes this up.'),
    showWhole: vscode.l10n.t('Show passage {0} whole', '{0}'),
    showClaim: vscode.l10n.t('Show the claim only'),
    goesOn: vscode.l10n.t('goes on from passage {0}', '{0}'),
    passage: vscode.l10n.t('Passage {0}', '{0}'),
    // What reviewers said.
    accepted: vscode.l10n.t('Accepted'),
    rejected: vscode.l10n.t('Rejected'),
    relabelled: vscode.l10n.t('Relabelled'),
    drawn: vscode.l10n.t('Drawn by hand'),
    disputed: vscode.l10n.t('Reviewers differ'),
    notes: vscode.l10n.t('Notes'),
    resolved: vscode.l10n.t('resolved'),
    addNote: vscode.l10n.t('Add a note here (N)'),
    // Notes.
    note: vscode.l10n.t('Note'),
    confidenceOf: vscode.l10n.t('confidence {0}', '{0}'),
    thisSide: vscode.l10n.t('This side:'),
    openClaim: vscode.l10n.t('Open in editor'),
    neverNamesLeft: vscode.l10n.t('The left essay never names: {0}', '{0}'),
    neverNamesRight: vscode.l10n.t('The right essay never names: {0}', '{0}'),
    // The strip.
    strip: vscode.l10n.t('Overview: {0} links between the two essays', '{0}'),
    // States.
    stale: vscode.l10n.t('The server stopped: this is what it said last.'),
    loading: vscode.l10n.t('Reading both essays…'),
  };
}
