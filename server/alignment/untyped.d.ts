declare module 'natural/lib/natural/util/stopwords' {
  export const words: readonly string[];
}
declare module 'wink-porter2-stemmer' {
  export default function porter2(word: string): string;
}
