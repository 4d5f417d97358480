/** The one function of jsonld that the tests call. */
declare module 'jsonld' {
  const jsonld: {
    expand(
      document: object,
      options: { documentLoader: (url: string) => Promise<unknown>; safe: boolean; base: string },
    ): Promise<unknown[]>;
  };
  export default jsonld;
}
