import type { ServerSettings } from '../protocol';

export const defaults: ServerSettings = {
  hover: { counterparts: 3 },
  inlayHints: { enabled: false },
  codeLens: { enabled: false },
  review: { name: '' },
};

/** The settings out of what an editor gave, whatever that is; what is missing or of a wrong type is as by default. */
export function settingsOf(given: unknown): ServerSettings {
  const value = (section: string, key: string): unknown => {
    const part = isRecord(given) ? given[section] : undefined;
    return isRecord(part) ? part[key] : undefined;
  };
  const counterparts = value('hover', 'counterparts');
  const name = value('review', 'name');
  return {
    hover: {
      counterparts:
        typeof counterparts === 'number' && counterparts >= 1
          ? Math.min(10, Math.floor(counterparts))
          : defaults.hover.counterparts,
    },
    inlayHints: { enabled: value('inlayHints', 'enabled') === true },
    codeLens: { enabled: value('codeLens', 'enabled') === true },
    review: { name: typeof name === 'string' ? name.trim() : '' },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
