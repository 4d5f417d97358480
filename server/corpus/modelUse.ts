import { type Message, msg } from '../text/message';
import { manifestName } from './corpus';
import { manifestSchema } from './schema';
import { readYaml } from './yamlFile';

/**
 * Why the essays of a corpus may not be sent to a chat model, by its manifest; undefined where they may. A manifest that has errors may
 * have been meant to forbid it, so it is not taken as leave.
 */
export function modelRefusal(manifest: string | undefined): Message | undefined {
  if (manifest === undefined) return undefined;
  const { value } = readYaml(manifest, manifestSchema, manifestName);
  if (value === undefined)
    return msg('The manifest of these essays has errors, and may forbid chat models. Mend counterpoint.yaml first.');
  if (value.models === 'forbid')
    return msg('The manifest of these essays forbids chat models (counterpoint.yaml, “models: forbid”).');
  return undefined;
}
