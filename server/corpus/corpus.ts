import type { Essay, Span } from '../text/essay';
import { type Message, msg } from '../text/message';
import { type Concept, mergeConcepts, readLexicon } from './lexicon';
import { readFrontMatter } from './frontMatter';
import { plainPath, shortPath, slug, stemOf } from './paths';
import { damageIn } from './damage';
import type { Problem } from './problem';
import { type FrontMatter, type Manifest, manifestSchema } from './schema';
import { readYaml, type YamlFile } from './yamlFile';

/** The manifest's file name; the folder that holds it is the corpus root. */
export const manifestName = 'counterpoint.yaml';

export interface Author {
  readonly name: string;
  readonly affiliation: string | undefined;
}

export interface Perspective {
  readonly id: string;
  readonly label: string;
}

/** An essay's place in a corpus. */
export interface EssayEntry {
  /** POSIX path relative to the corpus root. */
  readonly path: string;
  readonly perspective: string;
  readonly title: string;
  readonly authors: readonly Author[];
}

export interface Theme {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly string[];
  /** At most one essay a perspective, in the order of the perspectives. */
  readonly essays: readonly EssayEntry[];
}

/** Two essays that face each other: the same theme, two perspectives. */
export interface Pair {
  readonly theme: Theme;
  readonly left: EssayEntry;
  readonly right: EssayEntry;
}

export interface ContextEntry {
  readonly path: string;
  readonly title: string;
  readonly perspective: string | undefined;
}

export interface Corpus {
  readonly title: string | undefined;
  readonly perspectives: readonly Perspective[];
  readonly themes: readonly Theme[];
  readonly context: readonly ContextEntry[];
  readonly concepts: readonly Concept[];
  readonly problems: readonly Problem[];
}

/** A document of the corpus folder, read. */
export interface CorpusDocument {
  readonly path: string;
  readonly essay: Essay;
}

/** The files of a corpus folder that say what it is. */
export interface CorpusFiles {
  /** The manifest's canonical text; undefined where there is none. */
  readonly manifest: string | undefined;
  /** Every essay and context document found, by path. */
  readonly documents: readonly CorpusDocument[];
  /** Canonical texts of lexicons by path. */
  readonly lexicons: ReadonlyMap<string, string>;
}

/** What a manifest asks to be read: the paths that it names and that stay inside the corpus. */
export interface ManifestPaths {
  readonly documents: readonly string[];
  readonly lexicons: readonly string[];
}

/** Lists the files that a manifest names, so that they can be fetched before `assembleCorpus`. */
export function manifestPaths(manifest: string): ManifestPaths {
  const value = readYaml(manifest, manifestSchema, manifestName).value;
  const plain = (paths: readonly string[]): string[] => paths.map(plainPath).filter((path) => path !== undefined);
  return {
    documents: plain([
      ...(value?.themes ?? []).flatMap((theme) => Object.values(theme.essays)),
      ...(value?.context ?? []).map((entry) => entry.path),
    ]),
    lexicons: plain(value?.lexicons ?? []),
  };
}

/**
 * Puts a corpus together from its files. What the manifest says beats front matter (with a warning where they differ); documents that the
 * manifest does not name join by the theme and perspective of their front matter. Without any of that, exactly two documents face each other.
 */
export function assembleCorpus(files: CorpusFiles): Corpus {
  return new Assembly(files).finish();
}

/** The pairs of a corpus in the order of its themes; with more than two perspectives, every two of a theme. */
export function pairsOf(corpus: Pick<Corpus, 'themes'>): readonly Pair[] {
  return corpus.themes.flatMap((theme) =>
    theme.essays.flatMap((left, i) => theme.essays.slice(i + 1).map((right) => ({ theme, left, right }))),
  );
}

/** A corpus of two documents that face each other whatever their front matter says of themes; used where a reader picks them by hand. */
export function pairDocuments(left: CorpusDocument, right: CorpusDocument, concepts: readonly Concept[] = []): Corpus {
  const facts = [left, right].map((document) => readFrontMatter(document.essay, document.path).value);
  const own = facts.map((fact) => fact.perspective);
  const distinct = own[0] !== own[1];
  const entries = [left, right].map((document, i) =>
    entryOf(document, facts[i] ?? {}, (distinct ? own[i] : undefined) ?? (i === 0 ? 'left' : 'right')),
  );
  const theme: Theme = {
    id: undeclaredThemeId(left.path, right.path),
    title: entries.map((entry) => entry.title).join(' / '),
    questions: [],
    essays: entries,
  };
  return {
    title: undefined,
    perspectives: entries.map((entry) => ({ id: entry.perspective, label: labelOf(entry.perspective) })),
    themes: [theme],
    context: [],
    concepts,
    problems: [left, right].flatMap(damageIn),
  };
}

function undeclaredThemeId(left: string, right: string): string {
  return `${slug(stemOf(left)).slice(0, 31)}--${slug(stemOf(right)).slice(0, 31)}`;
}

class Assembly {
  private readonly problems: Problem[] = [];
  private readonly manifest: YamlFile<Manifest> | undefined;
  private readonly facts = new Map<string, FrontMatter>();
  private readonly documents = new Map<string, CorpusDocument>();
  private readonly taken = new Map<string, string>();

  constructor(private readonly files: CorpusFiles) {
    this.manifest = files.manifest === undefined ? undefined : readYaml(files.manifest, manifestSchema, manifestName);
    this.problems.push(...(this.manifest?.problems ?? []));
    for (const document of files.documents) {
      const { value, problems } = readFrontMatter(document.essay, document.path);
      this.documents.set(document.path, document);
      this.facts.set(document.path, value);
      this.problems.push(...problems, ...damageIn(document));
    }
  }

  finish(): Corpus {
    const declared = this.declaredThemes();
    const context = this.declaredContext();
    const themes = this.joinByFrontMatter(declared);
    const undeclared =
      this.files.manifest === undefined && this.files.documents.length === 2 && !this.allSayWhereTheyBelong()
        ? this.files.documents
        : undefined;
    const concepts = this.concepts();
    if (undeclared?.[0] !== undefined && undeclared[1] !== undefined) {
      return { ...pairDocuments(undeclared[0], undeclared[1], concepts), problems: this.problems };
    }
    const perspectives = this.perspectives(themes);
    const order = new Map(perspectives.map((perspective, i) => [perspective.id, i]));
    const rank = (entry: EssayEntry): number => order.get(entry.perspective) ?? order.size;
    const ordered = themes.map((theme) => ({ ...theme, essays: [...theme.essays].sort((a, b) => rank(a) - rank(b)) }));
    for (const theme of ordered) this.reportLoneEssay(theme);
    return {
      title: this.manifest?.value?.title,
      perspectives,
      themes: ordered,
      context: [...context, ...this.undeclaredContext()],
      concepts,
      problems: this.problems,
    };
  }

  private declaredThemes(): Theme[] {
    const themes: Theme[] = [];
    (this.manifest?.value?.themes ?? []).forEach((theme, i) => {
      if (themes.some((known) => known.id === theme.id)) {
        this.report(
          'error',
          'manifest-duplicate-theme',
          msg('The theme id “{0}” is used twice. Give each theme an id of its own.', theme.id),
          ['themes', i, 'id'],
        );
        return;
      }
      const essays: EssayEntry[] = [];
      for (const [perspective, path] of Object.entries(theme.essays)) {
        const keys = ['themes', i, 'essays', perspective];
        const document = this.take(path, `${theme.id}/${perspective}`, keys);
        if (document === undefined) continue;
        const facts = this.facts.get(document.path) ?? {};
        this.reportDifference('theme', facts.theme, theme.id, document.path, keys);
        this.reportDifference('perspective', facts.perspective, perspective, document.path, keys);
        essays.push(entryOf(document, facts, perspective));
      }
      themes.push({ id: theme.id, title: theme.title ?? theme.id, questions: theme.questions ?? [], essays });
    });
    return themes;
  }

  private declaredContext(): ContextEntry[] {
    return (this.manifest?.value?.context ?? []).flatMap((entry, i) => {
      const document = this.take(entry.path, 'context', ['context', i, 'path']);
      if (document === undefined) return [];
      const facts = this.facts.get(document.path) ?? {};
      return [
        {
          path: document.path,
          title: entry.title ?? titleOf(document, facts),
          perspective: entry.perspective ?? facts.perspective,
        },
      ];
    });
  }

  /** Finds a document that the manifest names, and says so where it cannot be used. */
  private take(path: string, use: string, keys: readonly PropertyKey[]): CorpusDocument | undefined {
    const plain = plainPath(path);
    if (plain === undefined) {
      this.report(
        'error',
        'manifest-path-outside',
        msg('The path “{0}” leaves the corpus folder. Use a path inside it.', shortPath(path)),
        keys,
      );
      return undefined;
    }
    const document = this.documents.get(plain);
    if (document === undefined) {
      this.report(
        'error',
        'manifest-unknown-path',
        msg('There is no file “{0}” in the corpus folder.', shortPath(path)),
        keys,
      );
      return undefined;
    }
    const earlier = this.taken.get(plain);
    if (earlier !== undefined) {
      this.report(
        'error',
        'manifest-path-twice',
        msg('The file “{0}” is named twice (also as {1}).', shortPath(path), earlier),
        keys,
      );
      return undefined;
    }
    this.taken.set(plain, use);
    return document;
  }

  private joinByFrontMatter(declared: readonly Theme[]): Theme[] {
    const themes = declared.map((theme) => ({ ...theme, essays: [...theme.essays] }));
    for (const document of this.files.documents) {
      if (this.taken.has(document.path)) continue;
      const facts = this.facts.get(document.path) ?? {};
      if (facts.theme === undefined || facts.perspective === undefined) continue;
      let theme = themes.find((known) => known.id === facts.theme);
      if (theme === undefined) {
        theme = { id: facts.theme, title: facts.theme, questions: [], essays: [] };
        themes.push(theme);
      }
      const rival = theme.essays.find((entry) => entry.perspective === facts.perspective);
      if (rival !== undefined) {
        const message = msg(
          '“{0}” already has an essay of the perspective “{1}”: {2}. This one is left out.',
          theme.id,
          rival.perspective,
          rival.path,
        );
        this.problems.push({
          severity: 'error',
          code: 'essay-duplicate',
          message,
          path: document.path,
          span: document.essay.frontMatter,
        });
        continue;
      }
      this.taken.set(document.path, `${theme.id}/${facts.perspective}`);
      theme.essays.push(entryOf(document, facts, facts.perspective));
    }
    return themes;
  }

  /** Documents with front matter that belong to no theme speak around the essays. Files without any are left alone. */
  private undeclaredContext(): ContextEntry[] {
    return this.files.documents.flatMap((document) => {
      if (this.taken.has(document.path) || document.essay.frontMatter === undefined) return [];
      const facts = this.facts.get(document.path) ?? {};
      if (facts.theme !== undefined && facts.perspective === undefined) {
        const message = msg(
          'This document names a theme but no perspective, so it faces no essay. Add “perspective: …”.',
        );
        this.problems.push({
          severity: 'warning',
          code: 'essay-no-perspective',
          message,
          path: document.path,
          span: document.essay.frontMatter,
        });
      }
      return [{ path: document.path, title: titleOf(document, facts), perspective: facts.perspective }];
    });
  }

  private allSayWhereTheyBelong(): boolean {
    return [...this.facts.values()].every((facts) => facts.theme !== undefined && facts.perspective !== undefined);
  }

  private perspectives(themes: readonly Theme[]): Perspective[] {
    const declared = Object.entries(this.manifest?.value?.perspectives ?? {}).map(([id, { label }]) => ({
      id,
      label: label ?? labelOf(id),
    }));
    const used = new Set(themes.flatMap((theme) => theme.essays.map((entry) => entry.perspective)));
    const known = new Set(declared.map((perspective) => perspective.id));
    return [...declared, ...[...used].filter((id) => !known.has(id)).map((id) => ({ id, label: labelOf(id) }))];
  }

  private concepts(): readonly Concept[] {
    const declared = this.manifest?.value?.lexicons ?? [];
    declared.forEach((path, i) => {
      const plain = plainPath(path);
      if (plain === undefined) {
        this.report(
          'error',
          'manifest-path-outside',
          msg('The path “{0}” leaves the corpus folder. Use a path inside it.', shortPath(path)),
          ['lexicons', i],
        );
      } else if (!this.files.lexicons.has(plain)) {
        this.report(
          'error',
          'manifest-unknown-path',
          msg('There is no file “{0}” in the corpus folder.', shortPath(path)),
          ['lexicons', i],
        );
      }
    });
    const read = [...this.files.lexicons].map(([path, source]) => readLexicon(source, path));
    this.problems.push(...read.flatMap((lexicon) => lexicon.problems));
    return mergeConcepts(read.flatMap((lexicon) => lexicon.concepts));
  }

  private reportLoneEssay(theme: Theme): void {
    const only = theme.essays.length === 1 ? theme.essays[0] : undefined;
    if (only === undefined) return;
    const span = this.documents.get(only.path)?.essay.frontMatter;
    const message = msg('No other essay answers the theme “{0}” yet, so this one has no counterpart.', theme.id);
    this.problems.push({ severity: 'information', code: 'essay-no-counterpart', message, path: only.path, span });
  }

  private reportDifference(
    key: string,
    own: string | undefined,
    declared: string,
    path: string,
    keys: readonly PropertyKey[],
  ): void {
    if (own === undefined || own === declared) return;
    const message = msg(
      'The front matter of {0} says {1} “{2}”; the manifest says “{3}” and wins.',
      path,
      key,
      own,
      declared,
    );
    this.report('warning', 'manifest-differs', message, keys);
  }

  private report(severity: Problem['severity'], code: string, message: Message, keys: readonly PropertyKey[]): void {
    const span: Span | undefined = this.manifest?.locate(keys);
    this.problems.push({ severity, code, message, path: manifestName, span });
  }
}

function entryOf(document: CorpusDocument, facts: FrontMatter, perspective: string): EssayEntry {
  return {
    path: document.path,
    perspective,
    title: titleOf(document, facts),
    authors: (facts.authors ?? []).map(({ name, affiliation }) => ({ name, affiliation })),
  };
}

function titleOf(document: CorpusDocument, facts: FrontMatter): string {
  return facts.title ?? document.essay.headings.find((heading) => heading.depth === 1)?.text ?? stemOf(document.path);
}

/** What the two sides of a pair are called. */
export function labelsOf(
  { perspectives }: Pick<Corpus, 'perspectives'>,
  { left, right }: Pair,
): Readonly<Record<'left' | 'right', string>> {
  const of = (id: string): string => perspectives.find((each) => each.id === id)?.label ?? '';
  return { left: of(left.perspective), right: of(right.perspective) };
}

/** A perspective's id as a label: `civil-society` → `Civil society`. */
function labelOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
