declare module 'natural/lib/natural/tfidf/tfidf' {
  export default class TfIdf {
    addDocument(text: string): void;
    /** Scores a text against every document: the sum of tf × idf of its words. */
    tfidfs(text: string, callback?: (index: number, measure: number) => void): number[];
  }
}
