/** The settings that the client reads. */
import * as vscode from 'vscode';

export type DecorationMode = 'off' | 'calm' | 'full';
export type FollowMode = 'off' | 'selection' | 'scroll';
export type AnnounceMode = 'auto' | 'status' | 'notification';
export type OpenMode = 'view' | 'editors';

interface Settings {
  openIn: OpenMode;
  decorations: DecorationMode;
  follow: FollowMode;
  announce: AnnounceMode;
}

const choices: { readonly [K in keyof Settings]: readonly [Settings[K], ...Settings[K][]] } = {
  openIn: ['view', 'editors'],
  decorations: ['calm', 'off', 'full'],
  follow: ['selection', 'off', 'scroll'],
  announce: ['auto', 'status', 'notification'],
};

/** A setting's value; the default for anything that is none of its choices. */
export function setting<K extends keyof Settings>(key: K): Settings[K] {
  const value = vscode.workspace.getConfiguration('counterpoint').get<unknown>(key);
  const allowed: readonly Settings[K][] = choices[key];
  return allowed.find((each) => each === value) ?? choices[key][0];
}

export function onDidChangeSetting(key: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`counterpoint.${key}`)) listener();
  });
}

/** Where *Read with a Model…* may ask, besides the editor's own models. */
export interface ModelSettings {
  readonly endpoint: string;
  readonly name: string;
  readonly contextTokens: number;
  readonly timeout: number;
  readonly allowHttp: boolean;
}

export const modelDefaults: ModelSettings = {
  endpoint: '',
  name: '',
  contextTokens: 32_000,
  timeout: 600,
  allowHttp: false,
};

/** The settings of a server of one's own; what is of a wrong type is as by default. */
export function modelSettings(): ModelSettings {
  const settings = vscode.workspace.getConfiguration('counterpoint');
  const value = <K extends keyof ModelSettings>(key: K): ModelSettings[K] => {
    const given = settings.get<unknown>(`model.${key}`);
    return typeof given === typeof modelDefaults[key] ? (given as ModelSettings[K]) : modelDefaults[key];
  };
  return {
    endpoint: value('endpoint').trim(),
    name: value('name').trim(),
    contextTokens: value('contextTokens'),
    timeout: value('timeout'),
    allowHttp: value('allowHttp'),
  };
}

/** Keeps the reviewer's name, for every folder. */
export async function setReviewerName(name: string): Promise<void> {
  await vscode.workspace
    .getConfiguration('counterpoint')
    .update('review.name', name, vscode.ConfigurationTarget.Global);
}
