import * as z from 'zod';

/**
 * The JSON-LD context of every line, and of an export: the W3C's own, and the names that Counterpoint adds. What the machine said
 * (`counterpoint:given`) is JSON by itself: its names are none of the W3C's, and a JSON-LD processor would drop them.
 */
export const jsonLdContext = [
  'http://www.w3.org/ns/anno.jsonld',
  { counterpoint: 'urn:counterpoint:', 'counterpoint:given': { '@id': 'urn:counterpoint:given', '@type': '@json' } },
] as const;

/** W3C purposes of a body: verdict, relation, topic, reason; and the text of notes and replies. */
export const purposes = ['assessing', 'classifying', 'tagging', 'describing', 'commenting', 'replying'] as const;

const id = z.string().min(1).max(200).meta({ description: 'Random and permanent, such as urn:uuid:…' });
const text = z.string().max(20_000);
const offset = z.number().int().min(0);
const relation = z.enum(['convergence', 'divergence', 'undetermined']);

const quoteSelector = z.looseObject({
  type: z.literal('TextQuoteSelector'),
  exact: z.string().min(1).max(200_000).meta({ description: 'The words, verbatim.' }),
  prefix: text.optional(),
  suffix: text.optional(),
});

const positionSelector = z.looseObject({ type: z.literal('TextPositionSelector'), start: offset, end: offset }).meta({
  description: 'Where they stood: UTF-16 code units into the canonical text (LF line ends, no byte order mark).',
});

const target = z.looseObject({
  type: z.literal('SpecificResource'),
  source: z.string().min(1).max(2000).meta({ description: 'Path of the essay in its corpus.' }),
  'counterpoint:side': z.enum(['left', 'right']),
  'counterpoint:perspective': z.string().max(200).optional(),
  'counterpoint:adjusted': z.boolean().optional().meta({ description: 'Where the reviewer moved the link to.' }),
  selector: z
    .array(z.discriminatedUnion('type', [quoteSelector, positionSelector]))
    .min(1)
    .refine((all) => all.some(({ type }) => type === 'TextQuoteSelector'), 'a TextQuoteSelector is missing'),
});

const body = z.looseObject({
  type: z.literal('TextualBody'),
  purpose: z.enum(purposes),
  value: text,
  format: z.string().optional(),
});

const given = z.looseObject({
  source: z.enum(['engine', 'model', 'published', 'person']),
  reading: z.looseObject({ name: text, version: text }),
  id: text,
  relation: relation.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  relationConfidence: z.number().min(0).max(1).nullable(),
  strength: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  topic: text.nullable(),
  why: text.nullable(),
});

/**
 * A line of `.counterpoint/<theme>/<reviewer>.jsonl`: a W3C Web Annotation. Keys that are not known are left alone. Its JSON Schema is
 * shipped as `review.schema.json`.
 */
export const annotationSchema = z
  .looseObject({
    '@context': z.unknown(),
    id,
    type: z.literal('Annotation'),
    motivation: z.enum(['assessing', 'linking', 'commenting', 'replying', 'moderating']).meta({
      description:
        'assessing: a decision on a link or silence; linking: a link drawn by hand; commenting: a note; replying: an answer to a note; moderating: a note resolved, or open again.',
    }),
    creator: z.looseObject({
      id: z.string().regex(/^urn:counterpoint:reviewer:[a-z0-9][a-z0-9-]{0,63}$/),
      type: z.literal('Person'),
      name: text,
    }),
    created: z.iso.datetime().meta({ description: 'When, in UTC.' }),
    body: z.array(body).optional(),
    target: z.union([z.array(target), id]).optional(),
    'counterpoint:of': z.enum(['link', 'silence', 'span', 'theme']).optional(),
    'counterpoint:importance': z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .optional()
      .meta({ description: '1 minor, 2 of weight, 3 central.' }),
    'counterpoint:fault': z
      .enum(['link', 'relation', 'spans', 'topic'])
      .optional()
      .meta({ description: 'What is wrong with the suggestion, where it was reported as wrong.' }),
    'counterpoint:given': given.optional().meta({ description: 'What the machine said, kept beside the decision.' }),
    'counterpoint:settles': z
      .array(id)
      .optional()
      .meta({ description: 'The decisions of several reviewers between which this one decides.' }),
    'counterpoint:withdrawn': z.boolean().optional(),
    'counterpoint:resolved': z.boolean().optional(),
    'counterpoint:replaces': z
      .array(id)
      .optional()
      .meta({ description: 'The earlier lines that this one takes the place of. They stay in the file.' }),
    'counterpoint:undo': id.optional(),
    'counterpoint:redo': id.optional(),
  })
  .superRefine((line, context) => {
    const fault = faultOf(line);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });

export type Annotation = z.output<typeof annotationSchema>;

const verdicts = new Set(['accepted', 'rejected', 'relabelled', 'drawn', 'undecided', 'withdrawn']);
const relations = new Set<string>(relation.options);

/** What does not go together in a line, in a few English words; undefined for a sound one. */
function faultOf(line: {
  readonly motivation: string;
  readonly body?: readonly { readonly purpose: string; readonly value: string }[] | undefined;
  readonly target?: string | readonly { readonly 'counterpoint:side': string }[] | undefined;
  readonly 'counterpoint:of'?: string | undefined;
  readonly 'counterpoint:given'?: unknown;
}): string | undefined {
  const valueOf = (purpose: string): string | undefined => line.body?.find((each) => each.purpose === purpose)?.value;
  const targets = typeof line.target === 'object' ? line.target : [];
  const sides = new Set(targets.map((each) => each['counterpoint:side']));
  switch (line.motivation) {
    case 'assessing':
    case 'linking': {
      const verdict = valueOf('assessing');
      if (verdict === undefined || !verdicts.has(verdict)) return 'the verdict is missing or not known';
      const own = valueOf('classifying');
      if (own !== undefined && !relations.has(own)) return 'the relation is not known';
      if ((verdict === 'relabelled' || verdict === 'drawn') && own === undefined) return 'the relation is missing';
      if (line.motivation === 'assessing' && line['counterpoint:given'] === undefined)
        return 'what was decided on (counterpoint:given) is missing';
      if (line['counterpoint:of'] === 'silence') return sides.size === 1 ? undefined : 'a silence is of one side';
      return sides.size === 2 ? undefined : 'a link needs a target on each side';
    }
    case 'commenting':
      return valueOf('commenting') === undefined ? 'the text is missing' : undefined;
    case 'replying':
      if (valueOf('replying') === undefined) return 'the text is missing';
      return typeof line.target === 'string' ? undefined : 'the note that it answers is missing';
    default:
      return typeof line.target === 'string' ? undefined : 'the note that it is about is missing';
  }
}
