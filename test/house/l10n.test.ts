import { describe, expect, it } from 'vitest';
import { readText } from './files';
import { callsOf, nodesIn, placeOf, sourcesWith, ts } from './sources';

type Strings = Readonly<Record<string, string>>;
const stringsOf = (file: string): Strings => JSON.parse(readText(file)) as Strings;

const english = stringsOf('package.nls.json');
const chinese = {
  server: stringsOf('server/l10n/zh-cn.json'),
  client: stringsOf('client/l10n/bundle.l10n.zh-cn.json'),
  manifest: stringsOf('package.nls.zh-cn.json'),
};
/** What is said in the manifest, by its English text, as the other two tables have it. */
const manifest = Object.fromEntries(
  Object.entries(english).map(([key, text]): [string, string] => [text, chinese.manifest[key] ?? '']),
);

/** `{0}`, `{1}` … of a text, each once, in order. */
const placeholders = (text: string): string => [...new Set(text.match(/\{\d+\}/g))].sort().join();

describe.each([
  { speaker: 'the server and the command line', folder: 'server', name: 'msg', table: chinese.server },
  { speaker: 'the client', folder: 'client', name: 'vscode.l10n.t', table: chinese.client },
])('every text of $speaker', ({ folder, name, table }) => {
  const [word = ''] = name.split('.').slice(-2);
  const sources = sourcesWith(word, folder);
  const said = callsOf(sources, name).map((call) => {
    const [first, ...args] = call.arguments;
    const text = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
    return { text, args, place: placeOf(call) };
  });

  it('is a literal where it is said, so that this scan finds it', () => {
    expect(said.filter(({ text }) => text === undefined).map(({ place }) => place)).toEqual([]);
    expect(said.length).toBeGreaterThan(50);
  });

  it('is said by no other name', () => {
    const mentions = sources
      .flatMap((source) => nodesIn(source, ts.isIdentifier).filter((identifier) => identifier.text === word))
      .filter(
        ({ parent }) => !ts.isFunctionDeclaration(parent) && !(ts.isImportSpecifier(parent) && !parent.propertyName),
      );
    expect(mentions.map(placeOf)).toHaveLength(said.length);
  });

  it('has its Chinese', () => {
    const missing = said.filter(({ text }) => text !== undefined && table[text] === undefined);
    expect(missing.map(({ place, text }) => `${place} ${text}`)).toEqual([]);
  });

  it('is still said, where there is Chinese for it', () => {
    const texts = new Set(said.map(({ text }) => text));
    expect(Object.keys(table).filter((text) => !texts.has(text))).toEqual([]);
  });

  it('keeps its placeholders in Chinese', () => {
    const changed = Object.entries(table).filter(([text, own]) => placeholders(text) !== placeholders(own));
    expect(changed).toEqual([]);
  });

  it('is given one argument for each placeholder', () => {
    const uneven = said.filter(
      ({ text, args }) => text !== undefined && placeholders(text) !== args.map((_, i) => `{${i}}`).join(),
    );
    expect(uneven.map(({ place, text }) => `${place} ${text}`)).toEqual([]);
  });
});

describe('the texts of the manifest', () => {
  const keys = new Set([...readText('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('are all in %s, and nothing else is', (file) => {
    expect(Object.keys(stringsOf(file)).sort()).toEqual([...keys].sort());
  });
});

describe('Chinese', () => {
  const spoken = [chinese.server, chinese.client, manifest];

  it('is empty nowhere', () => {
    const all = [...spoken, english].flatMap((table) => Object.entries(table));
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('is the same for the same English, whoever says it', () => {
    const differing = spoken.flatMap((table) =>
      Object.entries(table).filter(([text, own]) => spoken.some((other) => (other[text] ?? own) !== own)),
    );
    expect(differing).toEqual([]);
  });

  it.each([
    ['convergence', /\bconvergences?\b/i, '相合'],
    ['divergence', /\bdivergences?\b|\bdiverge\b/i, '相异'],
    ['silence', /\bsilences?\b/i, '未谈及'],
    ['relation', /\brelation\b/i, '关系'],
    ['confidence', /\bconfidence\b/i, '置信度'],
    ['link', /\b(?<!--)links?\b/i, '关联'],
    ['counterpart', /\bcounterparts?\b/i, '对应'],
    ['passage', /\bpassages?\b/i, '段落'],
    ['theme', /\b(?:theme|Theme)s?\b/, '主题'],
    ['perspective', /\bperspective\b(?!:)/i, '视角'],
    ['compendium', /\bcompendium\b/i, '文集'],
    ['corpus', /\bcorpus\b/i, '语料库'],
    ['pull quote', /\bpull quotes?\b/i, '引文摘录'],
    ['to align', /\balign(?:ed|ing)?\b/i, '对齐'],
  ])('has one word for “%s”', (_, idea, word) => {
    const meant = [chinese.server, chinese.client]
      .flatMap((table) => Object.entries(table))
      .filter(([text]) => idea.test(text));
    expect(meant.length).toBeGreaterThan(0);
    expect(meant.filter(([, own]) => !own.includes(word))).toEqual([]);
  });
});
