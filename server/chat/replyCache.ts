import * as z from 'zod';
import { uriIn } from '../corpus/loadCorpus';
import type { ReplyCache } from '../readings/model/chat';
import { decodeText } from '../text/canonical';

/** Where the cache's files are: on a disk, or behind the editor. */
export interface CacheFiles {
  read(uri: string): Promise<Uint8Array | undefined>;
  write(uri: string, bytes: Uint8Array): Promise<void>;
}

const folder = '.counterpoint/cache';

const entry = z.object({ format: z.literal('counterpoint-reply'), version: z.literal(1), reply: z.string() });

/**
 * Keeps raw replies in the corpus (`.counterpoint/cache/`), one file each, out of git. They are disposable: where one cannot be read or
 * written, the model is asked again.
 */
export function replyCacheIn(root: string, model: string, files: CacheFiles): ReplyCache {
  const write = (name: string, text: string): Promise<void> =>
    files.write(uriIn(root, `${folder}/${name}`), Buffer.from(text, 'utf8'));
  return {
    get: async (key) => {
      try {
        const bytes = await files.read(uriIn(root, `${folder}/${key}.json`));
        return bytes === undefined ? undefined : entry.parse(JSON.parse(decodeText(bytes).text)).reply;
      } catch {
        return undefined;
      }
    },
    set: async (key, reply) => {
      try {
        await write('.gitignore', '*\n');
        const date = new Date().toISOString();
        await write(
          `${key}.json`,
          `${JSON.stringify({ format: 'counterpoint-reply', version: 1, model, date, reply }, null, 1)}\n`,
        );
      } catch {
        // A folder that is for reading only has no cache.
      }
    },
  };
}
