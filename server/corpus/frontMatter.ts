import type { Essay } from '../text/essay';
import type { Problem } from './problem';
import { type FrontMatter, frontMatterSchema } from './schema';
import { readYaml } from './yamlFile';

/** What an essay's front matter says, with its problems. An essay without front matter says nothing, and that is no problem. */
export function readFrontMatter(
  essay: Pick<Essay, 'text' | 'frontMatter'>,
  path: string,
): { value: FrontMatter; problems: readonly Problem[] } {
  if (essay.frontMatter === undefined) return { value: {}, problems: [] };
  const { start, end } = essay.frontMatter;
  const file = readYaml(essay.text.slice(start, end), frontMatterSchema, path, start);
  return { value: file.value ?? {}, problems: file.problems };
}
