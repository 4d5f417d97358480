import { createHash } from 'node:crypto';
import * as z from 'zod';
import { uriIn } from '../corpus/loadCorpus';
import { decodeText } from '../text/canonical';
import type { CacheFiles } from './replyCache';

const folder = '.counterpoint/cache';

const file = z.object({
  format: z.literal('counterpoint-vectors'),
  version: z.literal(1),
  dimensions: z.number().int().positive(),
  vectors: z.record(z.string(), z.string()),
});

/** The vectors that a model gave for sentences, kept by sentence. */
export interface VectorCache {
  /** Undefined for a model that gave none yet. */
  readonly dimensions: number | undefined;
  get(sentence: string): Float32Array | undefined;
  set(sentence: string, vector: Float32Array): void;
  /** Writes what was set, whole. */
  save(): Promise<void>;
}

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

/**
 * Keeps vectors in the corpus (`.counterpoint/cache/`), one file for a server's model, out of git, without the sentences' words. It is disposable:
 * where it cannot be read or written, the model is asked again.
 */
export async function openVectorCache(
  root: string,
  { server, model }: { readonly server: string; readonly model: string },
  files: CacheFiles,
): Promise<VectorCache> {
  const uri = uriIn(root, `${folder}/vectors-${hash(server, model)}.json`);
  const known = await read(uri, files);
  let dimensions = known?.dimensions;
  const vectors = new Map(Object.entries(known?.vectors ?? {}));
  let isChanged = false;
  return {
    dimensions,
    get: (sentence) => {
      const bytes = Buffer.from(vectors.get(hash(sentence)) ?? '', 'base64');
      if (dimensions === undefined || bytes.length !== dimensions * 4) return undefined;
      return Float32Array.from({ length: dimensions }, (_, i) => bytes.readFloatLE(i * 4));
    },
    set: (sentence, vector) => {
      const bytes = Buffer.alloc(vector.length * 4);
      vector.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
      dimensions = vector.length;
      vectors.set(hash(sentence), bytes.toString('base64'));
      isChanged = true;
    },
    save: async () => {
      if (!isChanged) return;
      try {
        await files.write(uriIn(root, `${folder}/.gitignore`), Buffer.from('*\n'));
        const kept = {
          format: 'counterpoint-vectors',
          version: 1,
          model,
          dimensions,
          vectors: Object.fromEntries(vectors),
        };
        await files.write(uri, Buffer.from(`${JSON.stringify(kept)}\n`));
      } catch {
        // A folder that is for reading only has no cache.
      }
    },
  };
}

async function read(uri: string, files: CacheFiles): Promise<z.infer<typeof file> | undefined> {
  try {
    const bytes = await files.read(uri);
    return bytes === undefined ? undefined : file.safeParse(JSON.parse(decodeText(bytes).text)).data;
  } catch {
    return undefined;
  }
}
