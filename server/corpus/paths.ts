/**
 * Brings a path that a manifest names into its plain form: relative to the corpus root, POSIX, without `.` or empty parts.
 * Returns undefined for a path that leaves the corpus: absolute ones, URIs, drive letters, and `..` above the root.
 */
export function plainPath(path: string): string | undefined {
  const posix = path.replaceAll('\\', '/');
  if (posix.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(posix) || posix.includes('\0')) return undefined;
  const parts: string[] = [];
  for (const part of posix.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else {
      parts.push(part);
    }
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

/** A path as a message shows it: the middle of a very long one is left out. */
export function shortPath(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 120)}…${path.slice(-60)}`;
}

/** A file's name without folders and endings: `essays/1-chinese.essay.md` → `1-chinese`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/(?:\.essay)?\.[^.]*$/, '') || name;
}

/** Makes an id (`[a-z0-9][a-z0-9-]{0,63}`) of any text; “document” where nothing of it can stand in one. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  return plain === '' ? 'document' : plain;
}
