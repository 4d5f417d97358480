/** The language that the environment asks for, as POSIX has it; `COUNTERPOINT_LANG` goes before. Empty variables count as unset. */
export function environmentLocale(environment: Readonly<NodeJS.ProcessEnv> = process.env): string | undefined {
  const names = ['COUNTERPOINT_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'];
  return names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');
}
