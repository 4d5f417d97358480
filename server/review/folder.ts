/**
 * The files that `.counterpoint/` holds for git: the lines of both sides are kept in a merge, whatever their order; line ends never change; model
 * replies are no part of the history.
 */
export const gitFiles = {
  '.gitattributes': '*.jsonl text eol=lf merge=union\n',
  '.gitignore': 'cache/\n*.tmp\n',
} as const;
