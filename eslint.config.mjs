import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// The rooms of the house, left to right. A room may use the rooms to its left, never one to its right (ARCHITECTURE.md).
const rooms = ['text', 'corpus', 'alignment', 'readings', 'review', 'evaluation', 'report'];
const doors = ['lsp', 'cli'];

/**
 * Imports that leave a folder by `../` for one of these names, so that the arrows run one way.
 * @param {readonly string[]} names
 * @param {string} message
 */
const notFrom = (names, message) => ({ regex: `^(?:\\.\\./)+(?:server/)?(?:${names.join('|')})(?:/|$)`, message });

/**
 * Pure rooms: plain data in, plain data out, and nothing from a room to the right.
 * @param {number} place of the room in the row
 * @returns {import('eslint').Linter.RulesRecord}
 */
const pureRoom = (place) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        notFrom(
          [...rooms.slice(place + 1), ...doors, 'files', 'protocol', 'client'],
          'A room may only use the rooms to its left.',
        ),
        { regex: '^node:', message: 'Pure rooms know no Node module.' },
        { regex: '^(fs|path|os|child_process|process)$', message: 'Pure rooms know no Node module.' },
        { regex: '^vscode($|-language)', message: 'Pure rooms know no editor.' },
        { regex: '^natural$', message: 'Import the part of natural that is needed: the root prints and reads .env.' },
      ],
    },
  ],
  'no-restricted-globals': ['error', 'process', 'Buffer', 'setTimeout', 'setImmediate', 'console', 'fetch'],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Pure rooms know no clock.' },
    { object: 'Math', property: 'random', message: 'Same input, same output.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date']", message: 'Pure rooms know no clock.' },
    {
      selector: "CallExpression[callee.property.name='localeCompare']",
      message: 'Ordering must not depend on the language setting of the machine.',
    },
    {
      selector: 'CallExpression[callee.property.name=/^toLocale/]',
      message: 'Results must not depend on the language setting of the machine.',
    },
  ],
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'test/fixtures/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  ...rooms.map((room, place) => ({ files: [`server/${room}/**/*.ts`], rules: pureRoom(place) })),
  {
    files: ['server/lsp/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [notFrom(['cli', 'client'], 'lsp and cli are separate doors.')] }],
    },
  },
  {
    files: ['server/cli/**/*.ts', 'server/files/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [notFrom(['lsp', 'client'], 'lsp and cli are separate doors.')] }],
    },
  },
  {
    files: ['client/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?:\\.\\./)+server/(?!protocol$)', message: 'The client knows only server/protocol.ts.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance',
          'AbortController',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
