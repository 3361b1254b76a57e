import type { CommandResult } from '../core/command.ts';
import { exitCodes, InstallError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Session } from '../core/session.ts';
import { sections } from './steps/manual.ts';

const overview = (topics: readonly string[]): string =>
  [
    'Topics of quilt-install help:',
    '',
    ...topics.map((topic) => `  ${topic}`),
    '',
    'Flags of a command: quilt-install <command> --help',
    '',
  ].join('\n');

/** Prints the README's section of that name, from the package itself. */
export async function help(
  { local, packageFolder }: Session,
  [topic]: readonly string[],
): Promise<CommandResult> {
  const known = sections(await local.files.read(`${packageFolder}/README.md`));
  const text = topic === undefined ? overview([...known.keys()]) : known.get(topic.toLowerCase());
  if (text === undefined) {
    const near = nearest(topic ?? '', known.keys());
    throw new InstallError({
      code: 'topic-unknown',
      message: `There is no help topic "${(topic ?? '').slice(0, 60)}".`,
      hint:
        near === undefined
          ? 'quilt-install help lists all topics.'
          : `Did you mean ${near}? quilt-install help lists all topics.`,
      exitCode: exitCodes.usage,
    });
  }
  local.emit({ type: 'text', text });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
