import type { Answer, Reading, RehearsalAccount } from './door.ts';

export interface Step {
  /** Words after `quilt-install`; `$DIR` is a folder of the story's own, `$ENDPOINT` the account's address. */
  readonly argv: readonly string[];
  /** What others do to the account before, by AWS's own calls, or put into the story's folder. */
  readonly before?: (account: RehearsalAccount, folder: string) => unknown;
  /** What a person answers; such a story is told at a terminal only. */
  readonly answers?: readonly Answer[];
}

/** What users see of one run or several on one account. */
export interface Story {
  readonly name: string;
  /** Of the rehearsed account; `ready` by default. */
  readonly scenario?: string;
  /** Each value of `--fail`. */
  readonly fail?: readonly string[];
  /** NDJSON and plain lines by default. */
  readonly readings?: readonly Reading[];
  readonly steps: readonly Step[];
  /** No account but what the command line itself starts. */
  readonly alone?: true;
}

export const logs: readonly Reading[] = ['ndjson', 'plain'];
export const everywhere: readonly Reading[] = ['ndjson', 'plain', 'terminal'];

/** Steps that nothing happens between. */
export const steps = (...lines: readonly (readonly string[])[]): readonly Step[] =>
  lines.map((argv) => ({ argv }));

const folder = 'test/stories/templates';

/** A template of these stories, with answers that name nothing it lacks. */
export const from = (template: string): readonly string[] => [
  '--template-file',
  `${folder}/${template}.yaml`,
  '--answers',
  `${folder}/no-answers.yaml`,
  '--dns',
  'none',
];
export const confirmed = ['--yes', '--confirm', 'quilt'];
