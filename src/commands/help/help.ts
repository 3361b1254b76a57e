import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { topicUnknown } from './errors.ts';
import { page, type ManualPage } from './page.ts';
import { sections, type Topics } from './manual.ts';

/** What one page of the manual says of a topic. */
const partOf = (file: string, markdown: string, topic: string): ManualPage =>
  page(
    sections(file, markdown)
      .filter(({ topics }) => topics.includes(topic))
      .flatMap(({ lines }) => lines),
    { file, topic },
  );

const lineCount = (text: string): number => text.split('\n').length - 1;

/** One under the other: a command, and the guide of its name. */
const together = (parts: readonly ManualPage[]): ManualPage =>
  parts.reduce((above, below) => {
    const offset = lineCount(above.text) + 1;
    return {
      text: `${above.text}\n${below.text}`,
      heads: [...above.heads, ...below.heads.map((at) => at + offset)],
    };
  });

/** Prints what the manual says of a topic, from the package itself; without one, the manual's contents. */
export async function help(
  { local, packageFolder }: Session,
  operands: readonly string[],
): Promise<CommandResult> {
  const topics = JSON.parse(await local.files.read(`${packageFolder}/dist/topics.json`)) as Topics;
  // `help exit codes` and `help exit-codes` are the same wish.
  const topic = operands.length === 0 ? 'manual' : operands.join('-').toLowerCase();
  const files = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
  if (files === undefined) throw topicUnknown(topic, Object.keys(topics));
  const parts = await Promise.all(
    files.map(async (file) => partOf(file, await local.files.read(`${packageFolder}/docs/${file}`), topic)),
  );
  local.emit({ type: 'text', ...together(parts) });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
