import { isInstallError } from '../../core/errors.ts';
import type { Event } from '../../core/events.ts';
import type { Stack } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';
import type { CommandContext } from '../shared/context.ts';

export type StatusLine = Omit<Extract<Event, { type: 'status' }>, 'type'>;
export type Mark = StatusLine['status'];

export type StatusContext = Pick<
  CommandContext<'status'>,
  'session' | 'connection' | 'settings' | 'product' | 'stackName' | 'answers'
>;

/** What one look at the stack goes by. */
export interface StatusInput {
  readonly context: StatusContext;
  readonly stack: Stack;
  /** As AWS returns it: each character beyond ASCII is a `?`. */
  readonly templateText: Promise<string>;
  readonly template: Promise<Template>;
}

/** Why something could not be found out. */
export function problemOf(error: unknown): string {
  if (isInstallError(error) && error.permission !== undefined) return `Needs ${error.permission}.`;
  return error instanceof Error ? error.message : 'It could not be found out.';
}

export type StatusLines = readonly StatusLine[];

/** What cannot be found out is one unknown line, never the end of the screen. Only Ctrl-C ends it. */
export async function linesOrUnknown(
  { connection }: Pick<StatusContext, 'connection'>,
  { id, title }: Pick<StatusLine, 'id' | 'title'>,
  lines: () => Promise<StatusLines>,
): Promise<StatusLines> {
  try {
    return await lines();
  } catch (error) {
    if (connection.signal.aborted) throw error;
    return [{ id, title, status: 'unknown', value: 'not known', message: problemOf(error) }];
  }
}

const order: readonly Mark[] = ['fail', 'warn', 'unknown', 'ok'];

export const worstOf = (marks: readonly Mark[]): Mark => order.find((mark) => marks.includes(mark)) ?? 'ok';

/** Sentences one after the other; undefined for none. */
export function joined(sentences: readonly (string | undefined)[]): string | undefined {
  const said = sentences.filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

export const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
