import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'
import { stairs } from './eslint.stairs.js'

export default tseslint.config(
  { ignores: ['dist', 'data', 'src/generated', 'public/vendor', 'reports', '.stryker-tmp', 'tests/samples'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false } },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Tables of plain functions are written as methods, so that a noun of special rows fits the list of all nouns.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-control-regex': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/lib/dates.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The present is read in lib/dates only: now().',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'The present is read in lib/dates only: now().',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance comes from node:crypto, or from a seed.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/settings.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only settings.ts reads the environment.' },
      ],
    },
  },
  ...stairs,
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['public/**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      parserOptions: { projectService: false },
      globals: Object.fromEntries(
        [
          'window',
          'document',
          'DOMParser',
          'navigator',
          'location',
          'fetch',
          'EventSource',
          'indexedDB',
          'crypto',
          'FormData',
          'XMLHttpRequest',
          'HTMLElement',
          'CustomEvent',
          'Event',
          'AudioContext',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'requestAnimationFrame',
          'URLSearchParams',
          'URL',
          'localStorage',
          'sessionStorage',
          'console',
          'IDBKeyRange',
          'AbortController',
          'performance',
          'matchMedia',
          'history',
          'Intl',
          'getComputedStyle',
          'MutationObserver',
          'confirm',
          'HTMLFormElement',
          'HTMLInputElement',
          'HTMLButtonElement',
          'HTMLDialogElement',
          'KeyboardEvent',
          'queueMicrotask',
          'structuredClone',
          'addEventListener',
          'self',
          'BroadcastChannel',
          'TextEncoder',
          'Node',
          'Element',
          'DataTransfer',
          'File',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  { files: ['*.js'], ...tseslint.configs.disableTypeChecked },
)
