/**
 * Every number that the engine's judgement rests on, in one place. They were set on themes 1, 4 and 6 of the compendium
 * “EU–China relations at a crossroads, Vol. IV” (two annotators) in November 2026; see docs in README, “How good is it?”.
 */
export const weights = {
  /** What the pair's own rarity adds to, at most (IDF = min(background, pairOffset + IDF inside the pair)). */
  pairOffset: 3,
  /** Stems in more than this share of the pair's passages are the pair's own topic and say nothing about a passage. */
  topicShare: 0.25,
  /** Names are weighed down: two passages that mention the same actor need not speak of the same question. */
  nameFactor: 0.5,
  /** A concept of the lexicon counts as a term of this rarity. */
  conceptRarity: 3,
  /** Score = text similarity + heading × heading similarity + position × closeness of relative position. */
  heading: 0.03,
  position: 0.1,
  /** Links per passage, counting the passages of both essays (Alignment notes: 0.9 is the balance of hits and silences). */
  linksPerPassage: 0.9,
  /** Essays with more passage pairs than this (a thousand passages each) are no essays, and comparing all of them would take minutes. */
  mostPairs: 1_000_000,
  /** At most so many links a passage. */
  linksAPassage: 6,
  /** A sentence joins a link when it raises the similarity of the two sides by this factor. */
  sentenceGain: 1.15,
  sentencesASide: 3,
  /** A word or concept of at least this rarity can be the target of a stance; words within this many of it speak of it. */
  targetRarity: 2,
  stanceWindow: 6,
  /** By how many targets one verdict must lead for a relation to be labelled. */
  relationMargin: 3,
  /** Too few links get a label to count how often it is right: a little better than chance is all that may be claimed. */
  relationConfidence: { convergence: 0.55, divergence: 0.55 },
  /** An issue can be a silence when it is this rare in general prose and stands in at least so many sentences. */
  issueRarity: 4,
  issueSentences: 3,
  silencesASide: 6,
  silenceSpans: 4,
  /** At most so many shared words are shown as evidence. */
  evidenceTerms: 6,
  /** Logistic curve of the confidence. */
  confidence: { intercept: -0.67, share: -0.77 },
} as const;
