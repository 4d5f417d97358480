import { manifestName } from './corpus';
import { manifestSchema } from './schema';
import { readYaml } from './yamlFile';

/** Whether the essays of a corpus may be sent to a chat model; `unclear` where its manifest cannot be read. */
export type ModelUse = 'allowed' | 'forbidden' | 'unclear';

/** What a manifest says of chat models. One that has errors may have been meant to forbid them, so it is not taken as leave. */
export function modelUseOf(manifest: string | undefined): ModelUse {
  if (manifest === undefined) return 'allowed';
  const { value } = readYaml(manifest, manifestSchema, manifestName);
  if (value === undefined) return 'unclear';
  return value.models === 'forbid' ? 'forbidden' : 'allowed';
}
