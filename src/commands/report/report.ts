import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { htmlReport, isLine, type ReportLine } from '../../reports/index.ts';
import { redactData, unlessRefused } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { createContext, reportHeader, type CommandContext } from '../shared/context.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { secretsOf } from '../shared/stack/stack-secrets.ts';
import { fileMissing } from './errors.ts';
import { gatheredEvents } from './gathered.ts';
import { recordedEvents } from './recorded.ts';

/** Lines without what is secret, or looks like it. */
const redactedLines = (lines: readonly ReportLine[], secrets: readonly string[]): readonly ReportLine[] =>
  lines.map((line) => redactData(line, secrets)).filter(isLine);

/** Secrets that events and outputs may echo; a page is sent on, unlike a screen. */
const echoed = async (
  context: Pick<CommandContext, 'connection' | 'answers' | 'stackName'>,
  stack: Awaited<ReturnType<typeof requireStack>>,
): Promise<readonly string[]> => {
  const { connection } = context;
  const read = () => connection.stacks.template(stack.id).then(parseTemplate);
  const template = await unlessRefused(connection, read, undefined);
  return (await secretsOf(context, stack, template)).values;
};

const fromAws = async (session: Session<'report'>): Promise<readonly ReportLine[]> => {
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  return redactedLines(await gatheredEvents(context, stack), await echoed(context, stack));
};

/** One HTML page of a stack's last operation, or of the events that an earlier run has written. */
export async function report(session: Session<'report'>): Promise<CommandResult> {
  const { html, from } = session.options;
  const { files, clock, emit } = session.local;
  if (html === undefined) throw fileMissing();
  const lines =
    from === undefined ? await fromAws(session) : redactedLines(await recordedEvents(from, { files }), []);
  const made = `quilt-install ${session.version}, ${new Date(clock.now()).toISOString().slice(0, 10)}`;
  await files.write(html, htmlReport(lines, made));
  emit({
    type: 'note',
    level: 'good',
    message: `Written to ${html}. It loads nothing from elsewhere: open it from disk, send it on, print it.`,
  });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
