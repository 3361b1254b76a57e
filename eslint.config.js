import tseslint from 'typescript-eslint';

/** The house rules a machine can hold (design: one door, no `any`, kept causes, exhaustive switches). */
export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.venv', 'test/golden'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', '*.config.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        // `typeof import('…')` is the type of a module that is loaded on demand.
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      'preserve-caught-error': 'error',
      'no-console': 'error',
      'no-fallthrough': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-var': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      // A module takes real time to load, which virtual time must not pass by. Before there is a clock: `cli`, and the clock itself.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':not(CallExpression[callee.property.name="during"]) > ImportExpression[source.value!=/^\\.\\.\\/aws\\/clock\\.ts$/]',
          message: "Load it as clock.during(import('…')).",
        },
        {
          // One style: what has statements is a function, what is an expression is a constant.
          selector:
            'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression[body.type="BlockStatement"]',
          message: 'Write it as export function.',
        },
      ],
      'max-lines': ['warn', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/cli.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
