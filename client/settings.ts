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
