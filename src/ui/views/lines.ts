import type {
  ErrorEvent,
  Event,
  HeaderEvent,
  NextEvent,
  NoteEvent,
  ParameterEvent,
  ResultEvent,
  SnapshotEvent,
} from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { estimatedDuration } from '../../core/duration.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

const sessionOf = (seconds: number): string =>
  seconds <= 0 ? 'session expired' : `session good for ${estimatedDuration(seconds)}`;

export function headerLines(header: HeaderEvent, style: Style): readonly string[] {
  const alias = header.alias === undefined ? '' : ` (${clean(header.alias)})`;
  const parts = [
    `Account ${clean(header.account)}${alias}`,
    `${clean(header.region)} (${clean(header.regionSource)})`,
    ...(header.sessionSeconds === undefined ? [] : [sessionOf(header.sessionSeconds)]),
  ];
  const who = `${clean(header.arn)} ${style.symbols.dot} stack ${clean(header.stackName)}`;
  return [
    ...indented(parts.join(` ${style.symbols.dot} `), style.width, 2),
    ...indented(who, style.width, 2).map((line) => style.paint.dim(line)),
    ...(header.endpoint === undefined
      ? []
      : indented(`AWS is reached at ${clean(header.endpoint)}`, style.width, 2).map((line) =>
          style.paint.yellow(line),
        )),
  ];
}

export function parameterLines(parameter: ParameterEvent, style: Style): readonly string[] {
  const key = pad(clean(parameter.key), Math.min(28, Math.floor(style.width / 2)));
  const value = parameter.value === '' ? '(empty)' : clean(parameter.value);
  const line = `  ${key}  ${value}`;
  const source = `(${parameter.source})`;
  if (columnsOf(line) + 2 + source.length <= style.width) return [`${line}  ${style.paint.dim(source)}`];
  return [`  ${clean(parameter.key)}`, ...indented(`${value} ${source}`, style.width, 4)];
}

const noteMark = (note: NoteEvent, { paint, symbols }: Style): string => {
  if (note.level === 'good') return paint.green(symbols.pass);
  return note.level === 'warn' ? paint.yellow(symbols.warn) : paint.dim(symbols.info);
};

export function noteLines(note: NoteEvent, style: Style): readonly string[] {
  const [first = '', ...rest] = indented(clean(note.message), style.width, 4, 0);
  return [
    `  ${noteMark(note, style)} ${first}`,
    ...rest,
    ...(note.detail ?? []).flatMap((line) => indented(clean(line), style.width, 6)),
  ];
}

/** A person's no is no failure, and the way back stands in the result. */
const calm: ReadonlySet<ErrorEvent['code']> = new Set(['plan-declined']);

export function errorLines(error: ErrorEvent, style: Style): readonly string[] {
  if (calm.has(error.code)) return noteLines({ type: 'note', level: 'info', message: error.message }, style);
  const [first = '', ...rest] = indented(clean(error.message), style.width, 4, 0);
  return [
    `  ${style.paint.red(style.symbols.fail)} ${first}`,
    ...rest,
    // A hint may end in commands, each on a line of its own.
    ...error.hint.split('\n').flatMap((line) => indented(clean(line), style.width, 6)),
    ...(error.docs === undefined ? [] : [style.paint.dim(`      ${clean(error.docs)}`)]),
  ];
}

/** A command that is one step of several stands on its own line, to be pasted. */
const stepLines = (step: NextEvent['steps'][number], number: string, width: number): readonly string[] => {
  const { say, run } = typeof step === 'string' ? { say: step } : step;
  return [
    ...indented(`${number}${clean(say)}`, width, 4 + number.length, 4),
    ...(run === undefined ? [] : [`${' '.repeat(4 + number.length)}${clean(run)}`]),
  ];
};

export const nextLines = (next: NextEvent, style: Style): readonly string[] =>
  next.steps.length === 0
    ? []
    : [
        `  ${style.paint.bold('Next')}`,
        ...next.steps.flatMap((step, at) =>
          stepLines(step, next.steps.length === 1 ? '' : `${at + 1}. `, style.width),
        ),
      ];

const closing: Readonly<Partial<Record<ResultEvent['outcome'], string>>> = {
  declined: 'Nothing was changed.',
  interrupted: 'Interrupted.',
  'still-running': 'The operation goes on in AWS.',
};

const leadingTo: Readonly<Partial<Record<ResultEvent['outcome'], string>>> = {
  declined: 'To come back to it:',
  'needs-person': 'The way out:',
};

/** The last words on stderr; what failed was said by the events before. */
export function resultLines(result: ResultEvent, somethingStays: boolean): readonly string[] {
  const words =
    result.outcome === 'declined' && somethingStays ? 'Nothing else was changed.' : closing[result.outcome];
  return [
    ...(words === undefined ? [] : [`  ${words}`]),
    ...(result.resume === undefined
      ? []
      : [
          `  ${leadingTo[result.outcome] ?? 'Pick it up again, from any machine, with'}`,
          `    ${clean(result.resume)}`,
        ]),
  ];
}

/** In a column of their own where that fits, else each under its key; a value is never broken: it is to be copied. */
export function outputLines(
  outputs: Readonly<Record<string, string>>,
  { width }: Pick<Style, 'width'>,
): readonly string[] {
  const keys = Object.keys(outputs).sort();
  const column = Math.max(0, ...keys.map(columnsOf));
  return keys.flatMap((key) => {
    const value = clean(outputs[key] ?? '');
    return column + 2 + columnsOf(value) <= width
      ? [`${pad(clean(key), column)}  ${value}`]
      : [clean(key), `  ${value}`];
  });
}

const snapshotMark = (status: string, { paint, symbols }: Style): string => {
  if (status === 'available') return paint.green(symbols.pass);
  return status === 'failed' ? paint.red(symbols.fail) : paint.yellow(symbols.unknown);
};

/** Its id on a line of its own: it is to be copied. */
export function snapshotLines(event: SnapshotEvent, style: Style): readonly string[] {
  const { createdAt, gigabytes, logicalId, database, snapshotType, status } = event;
  const facts = [
    `${logicalId} (${database})`,
    snapshotType,
    status,
    ...(gigabytes === undefined ? [] : [`${gigabytes} GB`]),
    ...(createdAt === undefined ? [] : [createdAt.replace(/:\d\d(\.\d+)?Z$/, 'Z')]),
  ];
  return [
    `  ${snapshotMark(status, style)} ${clean(event.id)}`,
    ...indented(clean(facts.join(` ${style.symbols.dot} `)), style.width, 4),
  ];
}

const statusMarks = { ok: 'pass', warn: 'warn', fail: 'fail', unknown: 'unknown' } as const;

/** Columns that a value needs beside its title; below it has more. */
const roomForValue = 20;

export function statusLines(event: Extract<Event, { type: 'status' }>, style: Style): readonly string[] {
  const { paint, symbols, width } = style;
  const color = { ok: paint.green, warn: paint.yellow, fail: paint.red, unknown: paint.yellow }[event.status];
  const mark = `  ${color(symbols[statusMarks[event.status]])} `;
  const message = event.message === undefined ? [] : indented(clean(event.message), width, 6);
  if (event.value === undefined) return [`${mark}${clean(event.title)}`, ...message];
  const head = `${pad(clean(event.title), width < 70 ? 18 : 22)}  `;
  const indent = 4 + columnsOf(head);
  const value = clean(event.value);
  if (width - indent < roomForValue)
    return [`${mark}${head.trimEnd()}`, ...indented(value, width, 6), ...message];
  const [first = '', ...rest] = indented(value, width, indent, 0);
  return [`${mark}${head}${first}`, ...rest, ...message];
}
