/**
 * Makes a failing input small: leaves out ever smaller pieces, of lines, then of characters, as long as it goes on failing
 * (delta debugging, Zeller and Hildebrandt 2002, without its complements). Stops when the time is over.
 */
export async function minimise(
  input: string,
  fails: (input: string) => Promise<boolean>,
  until: number,
): Promise<string> {
  let least = input;
  for (const cut of ['\n', '']) {
    let parts = least.split(cut);
    for (let size = parts.length >> 1; size >= 1; size >>= 1) {
      for (let at = 0; at < parts.length;) {
        if (performance.now() > until) return least;
        const fewer = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (fewer.length < parts.length && (await fails(fewer.join(cut)))) {
          parts = fewer;
          least = parts.join(cut);
        } else {
          at += size;
        }
      }
    }
  }
  return least;
}
