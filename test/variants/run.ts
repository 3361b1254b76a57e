import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runOn, type RunResult } from '../e2e/in-process.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { variants, type Variant } from './templates.ts';
import { givenFor } from './values.ts';

/** The flags that lead a command to this variant with what it is given; no sample answers stand in. */
export const flagsFor = (
  variant: Variant,
  more: Readonly<Record<string, string>> = {},
): readonly string[] => {
  const folder = temporaryFolder();
  const [template, answers] = [path.join(folder, 'template.yaml'), path.join(folder, 'answers.yaml')];
  writeFileSync(template, variants[variant]);
  // JSON is YAML as well.
  writeFileSync(answers, JSON.stringify({ version: 1, parameters: { ...givenFor[variant], ...more } }));
  return ['--template-file', template, '--answers', answers];
};

export const runVariant = (
  account: RehearsalAccount,
  variant: Variant,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<RunResult> => {
  const [command = 'install', ...flags] = argv;
  return runOn(account, [command, ...flagsFor(variant, more), ...flags]);
};
