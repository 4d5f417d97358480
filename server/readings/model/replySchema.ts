/**
 * The JSON Schema of a reply, for providers that hold a model to one. It has only what such providers have in common: no bounds, every
 * key required, no other keys. `drop` is empty in the first call.
 */
const strings = { type: 'array', items: { type: 'string' } };

const object = (properties: Readonly<Record<string, unknown>>): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const text = { type: 'string' };
const silences = { type: 'array', items: object({ sentences: strings, topic: text, reason: text }) };

export const replySchema = object({
  drop: { type: 'array', items: { type: 'integer' } },
  links: {
    type: 'array',
    items: object({
      left: strings,
      right: strings,
      topic: text,
      reason: text,
      relation: { type: 'string', enum: ['convergence', 'divergence'] },
      strength: { type: 'integer', enum: [1, 2, 3] },
    }),
  },
  silences: object({ left: silences, right: silences }),
  summary: object({ convergence: text, divergence: text, silences: text }),
});
