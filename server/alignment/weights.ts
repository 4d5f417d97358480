import trained from './data/trained.json';

/**
 * Every number that the engine's judgement rests on, in one place. Those of data/trained.json are set by `npm run train`, which writes its date and
 * scores beside them; the others by hand, on themes 1, 4 and 6 of the compendium “EU–China relations at a crossroads, Vol. IV” (two
 * annotators, November 2026) and on public debates (docs/engine.md).
 */
export const weights = {
  /** What the pair's own rarity adds to, at most (IDF = min(background, pairOffset + IDF inside the pair)). */
  pairOffset: 3,
  /** Stems in more than this share of the pair's passages are the pair's own topic and say nothing about a passage. */
  topicShare: 0.25,
  /** A concept of the lexicon counts as a term of this rarity. */
  conceptRarity: 4,
  /** Score = text + heading × heading similarity + position × closeness of place + length × ln of both lengths − hubness × nearness to all. */
  ...trained.weights,
  /** Near to all is who is near to a share of the other essay’s passages: of so many at least, and at most. */
  hub: { share: 0.25, least: 2, most: 10 },
  /** Related words: from this cosine of word vectors on, raised to the power, times the factor. */
  related: { least: 0.45, power: 1, factor: 0.3 },
  /** What a word of the same family counts (“compete”, “competition”); the same word counts 1. */
  family: 0.5,
  /** Links per passage, counting the passages of both essays (Alignment notes: 0.9 is the balance of hits and silences). */
  linksPerPassage: 0.9,
  /** Essays with more passage pairs than this (a thousand passages each) are no essays, and comparing all of them would take minutes. */
  mostPairs: 1_000_000,
  /** In passages of more sentences than this, only those most alike to the other passage are compared one by one. */
  mostSentences: 120,
  /** At most so many links a passage. */
  linksAPassage: 6,
  /** A sentence joins a link when it raises the similarity of the two sides by this factor. */
  sentenceGain: 1.15,
  sentencesASide: 3,
  /** A word or concept of at least this rarity can be the target of a stance; words within this many of it speak of it. */
  targetRarity: 2,
  stanceWindow: 6,
  /** An issue can be a silence when it is this rare in general prose and stands in at least so many sentences. */
  issueRarity: 4,
  issueSentences: 3,
  silencesASide: 6,
  silenceSpans: 4,
  /** At most so many shared words are shown as evidence. */
  evidenceTerms: 6,
} as const;
