import * as z from 'zod';
import { type Message, msg } from '../text/message';

/** A sentence of a gold set, as its annotators saw it. */
export interface GoldSentence {
  readonly id: string;
  readonly paragraph: string;
  readonly text: string;
}

/** A link that an annotator drew, by sentence ids of each side. */
export interface GoldLink {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly relation: string;
  /** 1 loose, 2 clear, 3 direct counterpart. */
  readonly strength: number;
}

/** Two essays, and what each annotator linked in them. */
export interface GoldTheme {
  readonly theme: string;
  readonly left: readonly GoldSentence[];
  readonly right: readonly GoldSentence[];
  /** One list of links for each annotator, in the order of the annotators' names. */
  readonly annotators: readonly (readonly GoldLink[])[];
}

/** Careful readers' links, to measure readings by (docs/measure.md gives the format). */
export type GoldSet = readonly GoldTheme[];

const themeId = z.union([z.number().transform(String), z.string().min(1)]);

const segmentsSchema = z.array(
  z.looseObject({
    theme: themeId,
    side: z.string().min(1),
    units: z.array(
      z.discriminatedUnion('type', [
        z.looseObject({ type: z.literal('heading'), text: z.string() }),
        z.looseObject({ type: z.literal('para'), id: z.string().min(1), sentences: z.array(z.string()) }),
      ]),
    ),
  }),
);

const annotationSchema = z.looseObject({
  theme: themeId,
  links: z.array(z.record(z.string(), z.unknown())),
});

const linkSchema = z.looseObject({
  relation: z.enum(['convergence', 'divergence']),
  strength: z.number().min(1).max(3).default(1),
});
const idsSchema = z.array(z.string()).min(1);

/** A file of a gold set's folder. */
export interface GoldFile {
  readonly name: string;
  readonly text: string;
}

/** The file names of a gold set: `segments.json`, and `<annotator>.T<theme>.json` for each annotator and theme. */
export const segmentsName = 'segments.json';
const annotationName = /^([^.]+)\.T([^.]+)\.json$/;

/** Whether a folder's file belongs to a gold set, by its name. */
export function isGoldFile(name: string): boolean {
  return name === segmentsName || annotationName.test(name);
}

/**
 * Reads a gold set from the files of its folder. A theme counts where there are two sides and at least one annotator; side names are
 * free (a link names its sentence ids under the side's name in lower case), and the first side of a theme is its left one.
 * @returns the gold set, or what is wrong with it: the first fault, with its file
 */
export function readGoldSet(files: readonly GoldFile[]): GoldSet | Message {
  const segmentsFile = files.find((file) => file.name === segmentsName);
  if (segmentsFile === undefined) return msg('A gold set needs a file “{0}” with its sentences.', segmentsName);
  const segments = segmentsSchema.safeParse(parsed(segmentsFile.text));
  if (!segments.success) return fault(segmentsName, segments.error);
  const sides = new Map<string, { readonly side: string; readonly sentences: GoldSentence[] }[]>();
  for (const essay of segments.data) {
    const sentences = essay.units.flatMap((unit) =>
      unit.type === 'para'
        ? unit.sentences.map((text, i) => ({ id: `${unit.id}.s${i + 1}`, paragraph: unit.id, text }))
        : [],
    );
    sides.set(essay.theme, [...(sides.get(essay.theme) ?? []), { side: essay.side.toLowerCase(), sentences }]);
  }
  const annotations = new Map<string, GoldLink[][]>();
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const theme = annotationName.exec(file.name)?.[2];
    const [left, right] = sides.get(theme ?? '') ?? [];
    if (theme === undefined || left === undefined || right === undefined) continue;
    const annotation = annotationSchema.safeParse(parsed(file.text));
    if (!annotation.success) return fault(file.name, annotation.error);
    const known = new Set([...left.sentences, ...right.sentences].map((sentence) => sentence.id));
    const links: GoldLink[] = [];
    for (const [i, raw] of annotation.data.links.entries()) {
      const link = linkSchema.safeParse(raw);
      const ids = [left, right].map(({ side }) => idsSchema.safeParse(raw[side]));
      if (!link.success) return fault(`${file.name}, links[${i}]`, link.error);
      const [l, r] = ids;
      if (l?.success !== true || r?.success !== true)
        return msg('{0}: link {1} needs sentence ids under “{2}” and “{3}”.', file.name, i + 1, left.side, right.side);
      const unknown = [...l.data, ...r.data].find((id) => !known.has(id));
      if (unknown !== undefined)
        return msg('{0}: link {1} names a sentence “{2}” that is not in {3}.', file.name, i + 1, unknown, segmentsName);
      links.push({ left: l.data, right: r.data, relation: link.data.relation, strength: link.data.strength });
    }
    annotations.set(theme, [...(annotations.get(theme) ?? []), links]);
  }
  const gold = [...annotations].flatMap(([theme, annotators]) => {
    const [left, right] = sides.get(theme) ?? [];
    return left === undefined || right === undefined
      ? []
      : [{ theme, left: left.sentences, right: right.sentences, annotators }];
  });
  if (gold.length === 0)
    return msg('No theme of the gold set has two sides and an annotator: name the files as in “A.T1.json”.');
  return gold.sort((a, b) => Number(a.theme) - Number(b.theme) || (a.theme < b.theme ? -1 : 1));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fault(where: string, error: z.ZodError): Message {
  const [issue] = error.issues;
  return msg('{0}: {1} {2}', where, issue?.path.join('.') ?? '', issue?.message ?? '');
}
