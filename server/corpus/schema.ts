import * as z from 'zod';

/** Ids of themes, perspectives and concepts. */
export const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

const id = z.string().regex(idPattern).meta({ description: 'Lower-case letters, digits and hyphens; at most 64.' });
/** Text; a bare number or yes/no, which YAML reads as such (`title: 2025`), counts as the text it is written as. */
const text = z.union([z.string().trim().min(1), z.number().transform(String), z.boolean().transform(String)]);
const path = text.meta({ description: 'Relative to the corpus folder, with / between the parts.' });

const author = z
  .union([
    text.transform((name) => ({ name, affiliation: undefined })),
    z.object({ name: text, affiliation: text.optional() }),
  ])
  .meta({ description: 'A name, or a name with an affiliation.' });

/** Front matter of an essay or context document. Everything is optional, further keys are left alone. */
export const frontMatterSchema = z.looseObject({
  title: text.optional(),
  theme: id.optional(),
  perspective: id.optional(),
  authors: z.array(author).optional(),
  source: text.optional(),
  lang: text.optional(),
});

/** The manifest, `counterpoint.yaml`. */
export const manifestSchema = z.strictObject({
  title: text.optional(),
  perspectives: z
    .record(id, z.object({ label: text.optional() }))
    .optional()
    .meta({ description: 'The first is shown on the left.' }),
  themes: z
    .array(
      z.strictObject({
        id,
        title: text.optional(),
        questions: z.array(text).optional(),
        essays: z.record(id, path).meta({ description: 'Perspective id: path of its essay.' }),
      }),
    )
    .optional(),
  context: z.array(z.strictObject({ path, perspective: id.optional(), title: text.optional() })).optional(),
  lexicons: z.array(path).optional(),
  models: z.enum(['allow', 'forbid']).optional().meta({
    description: 'Whether a reader may send these essays to a chat model (Read with a Model…). Default: allow.',
  }),
});

/** A lexicon, `lexicon.yaml`. */
export const lexiconSchema = z.strictObject({
  concepts: z.array(
    z.looseObject({
      id,
      forms: z.record(text, z.array(text)).meta({ description: 'Language (BCP 47): surface forms.' }),
    }),
  ),
});

export type FrontMatter = z.output<typeof frontMatterSchema>;
export type Manifest = z.output<typeof manifestSchema>;
export type Lexicon = z.output<typeof lexiconSchema>;
