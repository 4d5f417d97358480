/** What a broken client puts where something else belongs. */
const odd: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  4_294_967_296,
  1e308,
  '',
  'no uri at all',
  '%E0%A4%A',
  'file:///no/such/file.essay.md',
  'untitled:Untitled-1',
  'x'.repeat(20_000),
  '\0\ud800',
  [],
  {},
  { line: 9e15, character: 9e15 },
  { uri: null },
];

/** Parameters with one thing wrong each: every value, however deep, replaced by each odd one that is harmless there; then the whole. */
export function hostileVariants(params: unknown, harmless: (odd: unknown) => boolean = () => true): unknown[] {
  const values = odd.filter(harmless);
  const inside = (value: unknown): unknown[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      const replaced = [...values, ...inside(child)];
      return replaced.map((each) =>
        Array.isArray(value)
          ? value.map((own: unknown, i) => (String(i) === key ? each : own))
          : { ...value, [key]: each },
      );
    });
  };
  return [...inside(params), ...values];
}
