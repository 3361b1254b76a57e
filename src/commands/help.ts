import type { CommandResult } from '../core/command.ts';
import { exitCodes, InstallError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Session } from '../core/session.ts';
import { topicPage } from './steps/manual-page.ts';
import { sections, type Section } from './steps/manual.ts';

const overview = (all: readonly Section[]): string =>
  [
    'quilt-install help TOPIC prints a part of the manual. Topics:',
    '',
    ...all
      .filter(({ level }) => level === 2)
      .map(({ topic, heading }) => `  ${topic.padEnd(30)} ${heading.replaceAll('`', '')}`),
    '',
    'Also every command, every check id (quilt-install help checks lists them) and every error code',
    '(quilt-install help error-codes). Flags of a command: quilt-install <command> --help',
    '',
  ].join('\n');

const unknown = (topic: string, all: readonly Section[]): InstallError => {
  const near = nearest(
    topic,
    all.map((section) => section.topic),
  );
  return new InstallError({
    code: 'topic-unknown',
    message: `There is no help topic "${topic.slice(0, 60)}".`,
    hint:
      near === undefined
        ? 'quilt-install help lists all topics.'
        : `Did you mean ${near}? quilt-install help lists all topics.`,
    exitCode: exitCodes.usage,
  });
};

/** Prints the README's section of that name, from the package itself. */
export async function help(
  { local, packageFolder }: Session,
  operands: readonly string[],
): Promise<CommandResult> {
  const all = sections(await local.files.read(`${packageFolder}/README.md`));
  // `help exit codes` and `help exit-codes` are the same wish.
  const topic = operands.join('-').toLowerCase();
  const found = all.find((section) => section.topic === topic);
  if (topic !== '' && found === undefined) throw unknown(topic, all);
  local.emit({ type: 'text', text: found === undefined ? overview(all) : topicPage(found, all) });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
