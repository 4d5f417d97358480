import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftEssay, pairFiles } from '../fixtures/pair';

const project = join(import.meta.dirname, '..', '..');

/** The version of the Neovim on this machine, such as [0, 7]; undefined where there is none. */
function neovimVersion(): [number, number] | undefined {
  try {
    const [, major, minor] = /NVIM v(\d+)\.(\d+)/.exec(execFileSync('nvim', ['--version'], { encoding: 'utf8' })) ?? [];
    return major === undefined ? undefined : [Number(major), Number(minor)];
  } catch {
    return undefined;
  }
}

const version = neovimVersion();
const isNew = version !== undefined && (version[0] > 0 || version[1] >= 11);
/** The page's own configuration for that version. */
function configuration(): string {
  const page = readFileSync(join(project, 'docs', 'other-editors.md'), 'utf8');
  const section = page.split(/^### /m).find((each) => each.startsWith(isNew ? 'Neovim 0.11' : 'Neovim 0.7'));
  const block = /^```lua\n([\s\S]*?)^```$/m.exec(section ?? '')?.[1];
  if (block === undefined) throw new Error('the page shows no configuration for Neovim');
  return block;
}

/** Asks in a running Neovim what a reader would ask, and writes the answers down. Waits for each, never for a time. */
const driver = `
local function wait(what, condition)
  if not vim.wait(40000, condition, 20) then error('not in time: ' .. what) end
end
local function client()
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return all[1]
end
wait('the server', function() return client() ~= nil and client().server_capabilities ~= nil and client().server_capabilities.hoverProvider ~= nil end)
local answers = {}
local function ask(name, method, more)
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = vim.fn.line('.') - 1, character = vim.fn.col('.') - 1 } }
  for key, value in pairs(more or {}) do params[key] = value end
  local replies, problem = vim.lsp.buf_request_sync(0, method, params, 20000)
  if replies == nil then error(method .. ': ' .. tostring(problem)) end
  for _, reply in pairs(replies) do
    if reply.error then error(method .. ': ' .. reply.error.message) end
    answers[name] = reply.result
  end
end
vim.fn.search('harbour fee on container ships')
ask('hover', 'textDocument/hover')
ask('definition', 'textDocument/definition')
ask('references', 'textDocument/references', { context = { includeDeclaration = true } })
ask('symbols', 'textDocument/documentSymbol')
ask('lenses', 'textDocument/codeLens')
answers.keys = {}
for _, map in ipairs(vim.api.nvim_buf_get_keymap(0, 'n')) do table.insert(answers.keys, map.lhs) end
vim.cmd('edit counterpoint.yaml')
wait('the diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
answers.diagnostics = vim.diagnostic.get(0)
ask('actions', 'textDocument/codeAction', {
  range = { start = { line = 0, character = 0 }, ['end'] = { line = 4, character = 0 } },
  context = { diagnostics = {} },
})
-- An edit is seen by the server: the front matter says what the manifest says again.
vim.cmd('edit essays/left.essay.md')
vim.fn.search('^perspective: ', 'w')
vim.fn.setline('.', 'perspective: town')
vim.cmd('write')
vim.cmd('edit counterpoint.yaml')
wait('the diagnostics after an edit', function() return #vim.diagnostic.get(0) == 0 end)
answers.isMended = true
local file = io.open(vim.env.ANSWERS, 'w')
file:write(vim.fn.json_encode(answers))
file:close()
vim.cmd('qall!')
`;

interface Answers {
  readonly hover: { readonly contents: { readonly value: string } };
  readonly definition: readonly { readonly uri?: string; readonly targetUri?: string }[];
  readonly references: readonly { readonly uri: string }[];
  readonly symbols: readonly { readonly name: string }[];
  readonly lenses: readonly { readonly command: { readonly title: string; readonly command: string } }[] | null;
  readonly diagnostics: readonly { readonly message: string; readonly source?: string }[];
  readonly actions: readonly { readonly title: string; readonly command?: unknown; readonly edit?: object }[];
  readonly keys: readonly string[];
  readonly isMended: boolean;
}

describe.skipIf(version === undefined)('in a real Neovim, as the page sets it up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint neovim '));
  let answers: Answers;

  beforeAll(() => {
    // The server under the name that the page uses.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const server = join(project, 'dist', 'server.js');
    chmodSync(server, 0o755);
    symlinkSync(server, join(bin, 'counterpoint-language-server'));
    const file = (path: string): string => join(folder, 'two towns', path);
    const essay = leftEssay.replace('perspective: town', 'perspective: nation');
    for (const [path, text] of Object.entries({ ...pairFiles, 'essays/left.essay.md': essay })) {
      mkdirSync(dirname(file(path)), { recursive: true });
      writeFileSync(file(path), text);
    }
    writeFileSync(join(folder, 'init.lua'), configuration());
    writeFileSync(join(folder, 'drive.lua'), driver);
    const { status, stderr } = spawnSync(
      'nvim',
      [
        '--headless',
        '-n',
        '-i',
        'NONE',
        '-u',
        join(folder, 'init.lua'),
        file('essays/left.essay.md'),
        '-c',
        `luafile ${join(folder, 'drive.lua').replaceAll(' ', '\\ ')}`,
        '-c',
        'cquit',
      ],
      {
        encoding: 'utf8',
        cwd: join(folder, 'two towns'),
        timeout: 90_000,
        env: {
          ...process.env,
          PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          HOME: folder,
          XDG_CONFIG_HOME: folder,
          XDG_DATA_HOME: folder,
          XDG_STATE_HOME: folder,
          XDG_CACHE_HOME: folder,
          LANG: 'C.UTF-8',
          LC_ALL: '',
          ANSWERS: join(folder, 'answers.json'),
        },
      },
    );
    if (status !== 0) throw new Error(`nvim ended with ${String(status)}: ${stderr}`);
    answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers;
  }, 100_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the counterpart over a claim, with no link that Neovim could not follow', () => {
    expect(answers.hover.contents.value).toContain('> — *A port is a national road*');
    expect(answers.hover.contents.value).not.toContain('command:');
  });

  it('goes to the counterpart, and lists all of them', () => {
    const [first] = answers.definition;
    expect(first?.targetUri ?? first?.uri).toMatch(/right\.essay\.md$/);
    expect(answers.references.map(({ uri }) => uri).some((uri) => uri.endsWith('right.essay.md'))).toBe(true);
  });

  it('has an outline', () => {
    expect(JSON.stringify(answers.symbols)).toContain('Who should pay');
  });

  it('tells of front matter that differs from the manifest, and sees when it is mended', () => {
    expect(answers.diagnostics.map(({ message }) => message).join('\n')).toContain('perspective');
    expect(answers.isMended).toBe(true);
  });

  it('offers quick fixes that edit and run no command', () => {
    expect(answers.actions.length).toBeGreaterThan(0);
    for (const action of answers.actions) {
      expect(action.command).toBeUndefined();
      expect(action.edit).toBeDefined();
    }
  });

  it('draws no lenses unless they are asked for', () => {
    expect(answers.lenses ?? []).toEqual([]);
  });

  it.skipIf(isNew)('binds the keys that the page tells of', () => {
    expect(answers.keys).toEqual(expect.arrayContaining(['K', 'gd', 'gr']));
  });
});

it.runIf(version === undefined)('is not tried in Neovim: there is none on this machine', () => {
  console.warn('  No Neovim here: docs/other-editors.md is tried nowhere. Install it (apt-get install neovim).');
  expect(version).toBeUndefined();
});
