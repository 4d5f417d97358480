import { stringify } from 'yaml';
import { msg } from '../../text/message';
import { slug } from '../paths';
import { accountFor, type LinePlace } from './account';
import { type AcronymList, readAcronyms } from './acronyms';
import { type Block, cutBlocks, markFurniture } from './blocks';
import { wholeByline } from './byline';
import { type Contents, KnownNames, readContents } from './contents';
import { writeContext } from './context';
import { type EssayParts, readEssayParts } from './essays';
import { type MendingContext, WordBook } from './inline';
import { at, isBlank, readLines, type SourceLine } from './lines';
import { titleOf, writeMatter } from './matter';
import { settleNotes } from './notes';
import { findOutline, type Outline, type ThemeOutline } from './outline';
import { assignSides, type Leaning, leaningOfByline, orderOf, Portraits } from './perspective';
import { Mender, type Placement, readerText, writeEssay, type Written } from './render';
import { headingDepths, sharedHeadings } from './sections';
import { isMainSection, lettersOf, plainText } from './shapes';
import type {
  Author,
  EssaySummary,
  ImportedFile,
  ImportOptions,
  ImportResult,
  Mend,
  ThemeSummary,
  Uncertainty,
} from './types';

const FRONT = 'matter/front.md';
const BACK = 'matter/back.md';
const MANIFEST = 'counterpoint.yaml';
const LEXICON = 'lexicon.yaml';

/**
 * Turns a compendium of paired essays, as one converted text, into a corpus: a manifest, one file per essay, a lexicon of its acronyms,
 * front and back matter, and an account of where every word of the source went.
 *
 * A text that is no compendium (a report, a brief, a single essay) becomes one context document; a blank one nothing.
 * Never throws; what it could not decide is listed in `uncertain` with line numbers from 1. The same source and options give the same result.
 * Time is about linear in the length of the source.
 */
export function importCompendium(source: string, options: ImportOptions = {}): ImportResult {
  const lines = readLines(source);
  if (lines.every((line) => isBlank(line.text))) {
    return { kind: 'empty', reason: msg('The file is empty: there is nothing to import.') };
  }
  const contents = readContents(lines);
  const acronyms = readAcronyms(lines, contents === undefined ? 0 : contents.last + 1);
  const blocks = readBlocks(lines, contents, acronyms);
  const outline = findOutline(blocks, contents);
  const essays = outline.themes.reduce((sum, theme) => sum + theme.essays.length, 0);
  if (essays < 2) return { kind: 'context', ...writeContext(lines, essays, options) };
  return new CompendiumWriter(lines, contents, acronyms, outline, options).write();
}

function readBlocks(
  lines: readonly SourceLine[],
  contents: Contents | undefined,
  acronyms: AcronymList | undefined,
): Block[] {
  const blocks = cutBlocks(lines, (line) => contents?.lines.has(line) === true || acronyms?.lines.has(line) === true);
  return settleNotes(markFurniture(blocks, isMainSection), lines);
}

/** Whether the source is written in Markdown, so that its markup must be kept, or in plain text, so that it must be escaped. */
function isMarkdown(lines: readonly SourceLine[]): boolean {
  return lines.some((line) =>
    /\]\([^()\s]*\)|\*\*[^\s*]|^#{1,6}\s|\\[$()[\]*_.#-]|(?:^|\s)\*[^\s*][^*\n]{0,80}[^\s*]\*(?=[\s.,;:)]|$)/.test(
      line.text.slice(0, 2000),
    ),
  );
}

interface EssayDraft {
  readonly parts: EssayParts;
  readonly authors: readonly Author[];
  readonly leaning: Leaning;
  perspective: string;
}

class CompendiumWriter {
  readonly #files: ImportedFile[] = [];
  readonly #mends: Mend[] = [];
  readonly #uncertain: Uncertainty[] = [];
  readonly #places: (LinePlace | undefined)[];
  readonly #context: MendingContext;
  readonly #mender: Mender;

  constructor(
    private readonly lines: readonly SourceLine[],
    private readonly contents: Contents | undefined,
    private readonly acronyms: AcronymList | undefined,
    private readonly outline: Outline,
    private readonly options: ImportOptions,
  ) {
    this.#places = new Array<LinePlace | undefined>(lines.length).fill(undefined);
    this.#context = { words: new WordBook(lines.map((line) => line.text)), markdown: isMarkdown(lines) };
    this.#mender = new Mender(new Map(), this.#context);
  }

  write(): ImportResult {
    const titleBlock = titleOf(this.outline.front);
    const title = titleBlock === undefined ? 'Compendium' : this.#quietText([titleBlock]);
    const drafts = this.#draftEssays(title);
    this.#givePerspectives(drafts, title);
    const perspectives = this.#perspectives(drafts);
    const themes = this.#writeThemes(drafts, title);
    const hasLexicon = this.#writeLexicon();
    this.#writeMatterFiles(title);
    const manifest = {
      title,
      perspectives,
      themes: themes.map((theme) => ({
        id: theme.id,
        title: theme.title,
        ...(theme.questions.length > 0 ? { questions: theme.questions } : {}),
        essays: Object.fromEntries(theme.essays.map((essay) => [essay.perspective, essay.path])),
      })),
      ...(hasLexicon ? { lexicons: [LEXICON] } : {}),
    };
    this.#files.unshift({ path: MANIFEST, text: stringify(manifest, { lineWidth: 0 }) });
    const mends = [...this.#mends, ...this.#mender.mends];
    const account = accountFor(this.lines, this.#places, this.#files, mends);
    this.#uncertain.push(...this.#missingEntries());
    const uncertain = [...this.#uncertain].sort((a, b) => a.line - b.line || a.endLine - b.endLine);
    return { kind: 'compendium', title, files: this.#files, account, uncertain, themes };
  }

  /** The text of blocks for a reader, without recording mends: for what is written elsewhere as well. */
  #quietText(blocks: readonly Block[]): string {
    return readerText(new Mender(new Map(), this.#context).heading(blocks));
  }

  #place(placements: readonly Placement[]): void {
    for (const { block, bucket, file } of placements) {
      for (let line = block.first; line <= block.last; line += 1) this.#places[line] = { bucket, file };
    }
  }

  #add(path: string, written: Written): void {
    this.#files.push({ path, text: written.text });
    this.#mends.push(...written.mends);
    this.#place(written.placements);
  }

  #draftEssays(title: string): EssayDraft[][] {
    const portraits = new Portraits(this.outline.front);
    const acronyms = this.acronyms?.entries ?? [];
    const titles = this.outline.themes.flatMap((theme) => [theme.title, ...theme.essays.map((essay) => essay.title)]);
    const echoes = new Set(
      [title, ...titles.map((blocks) => blocks.map((block) => block.raw).join(' '))].map((t) =>
        lettersOf(plainText(t)),
      ),
    );
    return this.outline.themes.map((theme) =>
      theme.essays.map((essay) => {
        const parts = readEssayParts(essay, echoes);
        const authors = readAuthors(parts);
        return { parts, authors, leaning: leaningOfByline(authors, acronyms, portraits), perspective: '' };
      }),
    );
  }

  #givePerspectives(drafts: readonly EssayDraft[][], title: string): void {
    const leanings = drafts.map((theme) => theme.map((draft) => draft.leaning));
    const order = orderOf(leanings);
    const known = leanings.flat().some((leaning) => leaning !== 0) || /chin|europ|\beu\b/i.test(title);
    for (const [t, theme] of drafts.entries()) {
      const sides = assignSides(at(leanings, t), order);
      const taken = new Set<string>();
      for (const [e, draft] of theme.entries()) {
        const subject = `${t + 1}.${e + 1}`;
        const answer = this.options.perspectives?.[subject];
        const { side, sure } = at(sides, e);
        const guess = known ? (side === 1 ? 'chinese' : 'european') : side === 1 ? 'first' : 'second';
        let perspective = answer !== undefined && /^[a-z0-9][a-z0-9-]{0,63}$/.test(answer) ? answer : guess;
        const wanted = perspective;
        for (let n = 2; taken.has(perspective); n += 1) perspective = `${wanted}-${n}`;
        taken.add(perspective);
        draft.perspective = perspective;
        if ((answer === undefined && !(sure && known)) || perspective !== wanted) {
          const { line, endLine } = headLines(draft.parts);
          this.#uncertain.push({
            kind: 'perspective',
            line,
            endLine,
            subject,
            message: msg(
              'Who speaks in “{0}” was taken to be “{1}”, from the order of the essays rather than from the byline. Check it.',
              this.#titleOf(draft),
              perspective,
            ),
          });
        }
        if (draft.authors.length === 0) {
          const { line, endLine } = headLines(draft.parts);
          this.#uncertain.push({
            kind: 'byline',
            line,
            endLine,
            message: msg('No byline was found for “{0}”.', this.#titleOf(draft)),
          });
        }
      }
    }
  }

  #titleOf(draft: EssayDraft): string {
    const { title, entry } = draft.parts.outline;
    if (title.length > 0) return this.#quietText(title.map((block) => withoutMarks(block, draft.parts)));
    return entry?.text ?? 'Untitled essay';
  }

  #perspectives(drafts: readonly EssayDraft[][]): Record<string, { label: string }> {
    const ids = new Set(drafts.flatMap((theme) => theme.map((draft) => draft.perspective)));
    return Object.fromEntries([...ids].map((id) => [id, { label: labelOf(id) }]));
  }

  #writeThemes(drafts: readonly EssayDraft[][], source: string): ThemeSummary[] {
    const shared = sharedHeadings(drafts.flat().map(({ parts }) => headingsOf(parts)));
    const ids = new Set<string>();
    return this.outline.themes.map((theme, t) => {
      const title = this.#themeTitle(theme, t, at(drafts, t));
      const id = uniqueId(themeSlug(title, t), ids);
      const questions = this.#writeOpener(theme, t, title);
      const essays = at(drafts, t).map((draft) => this.#writeEssay(draft, id, t, source, shared));
      this.#doubtTheme(theme, title, essays);
      return { id, title, questions, essays };
    });
  }

  #themeTitle(theme: ThemeOutline, t: number, drafts: readonly EssayDraft[]): string {
    if (theme.title.length > 0) {
      const text = readerText(this.#mender.heading(theme.title));
      for (const block of theme.title) this.#mender.markup(block);
      this.#place(theme.title.map((block) => ({ block, bucket: 'heading', file: MANIFEST })));
      return text;
    }
    if (theme.entry !== undefined) return theme.entry.text;
    const first = drafts[0];
    return first === undefined ? `Theme ${t + 1}` : this.#titleOf(first);
  }

  #writeOpener(theme: ThemeOutline, t: number, title: string): string[] {
    this.#place(theme.numbers.map((block) => ({ block, bucket: 'page furniture', file: undefined })));
    for (const block of theme.labels) this.#mender.label(block);
    this.#place([...theme.labels, ...theme.questions].map((block) => ({ block, bucket: 'questions', file: MANIFEST })));
    if (theme.introduction.length > 0) {
      const path = `matter/theme-${t + 1}.md`;
      this.#add(path, writeMatter(path, title, 'front matter', theme.introduction, [], this.#context));
    }
    return theme.questions.map((block) => {
      this.#mender.marker(block, 'bullet', block.kind === 'item' ? '- ' : '');
      this.#mender.markup(block);
      return readerText(this.#mender.joined([block]));
    });
  }

  #writeEssay(draft: EssayDraft, theme: string, t: number, source: string, shared: ReadonlySet<string>): EssaySummary {
    const { parts } = draft;
    const path = `essays/${t + 1}-${draft.perspective}.essay.md`;
    const headings = headingsOf(parts);
    const depths = headingDepths(headings, shared);
    const title = this.#titleOf(draft);
    const written = writeEssay(
      {
        path,
        title,
        theme,
        perspective: draft.perspective,
        authors: draft.authors,
        source: this.options.source ?? source,
        lang: this.options.lang ?? 'en',
      },
      parts,
      new Map(headings.map((block, i) => [block, at(depths, i)])),
      this.#context,
    );
    this.#add(path, written);
    this.#uncertain.push(...parts.uncertain);
    const count = (kind: string): number => parts.units.filter((unit) => unit.kind === kind).length;
    return {
      path,
      title,
      perspective: draft.perspective,
      authors: draft.authors,
      line: headLines(parts).line,
      paragraphs: count('paragraph') + count('item') + count('quote'),
      pullQuotes: count('pull quote'),
      notes: parts.notes.length,
    };
  }

  #doubtTheme(theme: ThemeOutline, title: string, essays: readonly EssaySummary[]): void {
    const first = essays[0];
    const line = (theme.title[0]?.first ?? theme.questions[0]?.first ?? (first?.line ?? 1) - 1) + 1;
    const doubt = (message: Uncertainty['message']): void => {
      this.#uncertain.push({ kind: 'theme', line, endLine: line, message });
    };
    if (theme.title.length === 0) {
      doubt(msg('No title was found above the essay “{0}”; the theme was called “{1}”.', first?.title ?? '', title));
    }
    if (essays.length === 1) doubt(msg('The theme “{0}” has only one essay, so it faces no other.', title));
    if (essays.length > 2) doubt(msg('The theme “{0}” has {1} essays; two were expected.', title, essays.length));
  }

  /** Essays that the table of contents announces and that were not found. */
  #missingEntries(): Uncertainty[] {
    const found = new Set(this.outline.themes.flatMap((theme) => theme.essays.map((essay) => essay.entry)));
    return (this.contents?.entries ?? [])
      .filter((entry) => entry.kind === 'essay' && !found.has(entry))
      .map((entry) => ({
        kind: 'title' as const,
        line: entry.line + 1,
        endLine: entry.line + 1,
        message: msg('The table of contents names the essay “{0}”, but it was not found under this title.', entry.text),
      }));
  }

  #writeLexicon(): boolean {
    if (this.acronyms === undefined) return false;
    const { entries, labels } = this.acronyms;
    const ids = new Set<string>();
    const lang = this.options.lang ?? 'en';
    const concepts = entries.map(({ shorts, long }) => {
      const bare = long.replace(/\s*\([^()]*\)/g, '').trim();
      const forms = [long, ...(bare !== long && bare !== '' ? [bare] : []), ...shorts];
      return { id: uniqueId(slug(shorts[0] ?? long), ids), forms: { [lang]: forms } };
    });
    this.#files.push({ path: LEXICON, text: stringify({ concepts }, { lineWidth: 0 }) });
    for (const line of this.acronyms.lines) this.#places[line] = { bucket: 'acronyms', file: LEXICON };
    for (const line of labels) {
      const before = at(this.lines, line).text;
      this.#mends.push({ kind: 'label', line: line + 1, column: 0, before, after: '' });
    }
    return true;
  }

  #writeMatterFiles(title: string): void {
    const contents = this.lines.filter((line) => this.contents?.lines.has(line.index) === true);
    if (this.outline.front.length > 0 || contents.length > 0) {
      this.#add(FRONT, writeMatter(FRONT, title, 'front matter', this.outline.front, contents, this.#context));
      for (const line of contents) {
        if (!isBlank(line.text)) this.#places[line.index] = { bucket: 'contents', file: FRONT };
      }
    }
    if (this.outline.back.length > 0) {
      this.#add(BACK, writeMatter(BACK, title, 'back matter', this.outline.back, [], this.#context));
    }
  }
}

function headingsOf(parts: EssayParts): Block[] {
  return parts.units.flatMap((unit) => (unit.kind === 'heading' ? [at(unit.blocks, 0)] : []));
}

/** The lines, from 1, of an essay's title and byline. */
function headLines(parts: EssayParts): { line: number; endLine: number } {
  const { title, bylineBlocks, rest } = parts.outline;
  const blocks = [...title, ...bylineBlocks];
  const first = blocks[0] ?? rest[0];
  const last = blocks.at(-1) ?? first;
  return { line: (first?.first ?? 0) + 1, endLine: (last?.last ?? 0) + 1 };
}

/** The block without its note marks. */
function withoutMarks(block: Block, parts: EssayParts): Block {
  const marks = parts.marks.get(block);
  if (marks === undefined) return block;
  let raw = block.raw;
  for (const mark of [...marks].reverse()) raw = raw.slice(0, mark.from) + raw.slice(mark.to);
  return { ...block, raw };
}

function readAuthors(parts: EssayParts): readonly Author[] {
  const { outline } = parts;
  const blocks = outline.bylineBlocks.map((block) => withoutMarks(block, parts));
  return wholeByline(blocks, new KnownNames(outline.entry?.authors ?? [])) ?? outline.byline?.authors ?? [];
}

function labelOf(id: string): string {
  const words = id.replace(/-/g, ' ');
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return /^(?:first|second)\b/.test(id) ? `${capital} essay` : `${capital}-authored`;
}

/** An id from a theme's title: short enough for a file name, cut between words. */
function themeSlug(title: string, t: number): string {
  const whole = slug(title.replace(/[:?].*$/s, ''));
  if (whole === 'document') return `theme-${t + 1}`;
  if (whole.length <= 48) return whole;
  const cut = whole.slice(0, 48);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), 24)).replace(/-+$/, '');
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted.slice(0, 60)}-${n}`;
  taken.add(id);
  return id;
}
