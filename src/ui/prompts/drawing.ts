import type { QuestionFrame } from '../../core/prompter.ts';
import { clean, cleanDocument } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, cut, indented } from '../text/wrap.ts';
import type { Moment } from './frame.ts';
import { windowOf, type Line } from './line.ts';
import type { Model, View } from './model.ts';

/** A question as inquirer draws it: up to the line that is typed into, and what stands under it. */
export interface Drawing {
  readonly content: string;
  readonly below: string;
  /** The part of the typed line that stands behind the cursor. */
  readonly behindCursor: string;
}

export interface Paper {
  readonly style: Style;
  readonly rows: number;
  /** The mark before the question. */
  readonly prefix: string;
  /** False: keys do not count yet, so nothing says which. */
  readonly listening: boolean;
}

/** Rows that stay free of a question, so that what it is about remains on the screen. */
const freeRows = 4;
/** Columns a typed line has at least. */
const typingRoom = 24;

const messageRows = (message: string, { style: { width, paint }, prefix }: Paper): readonly string[] =>
  indented(message, width - 2, 2).map((row, at) =>
    at === 0 ? `${prefix} ${paint.bold(row.slice(2))}` : paint.bold(row),
  );

/** The message; where it leaves no room behind it, a row of its own for what is typed. */
const headRows = (message: string, { line, ...view }: View, paper: Paper) => {
  const { style, prefix, listening } = paper;
  const { width, symbols } = style;
  const aside = listening ? view.aside : undefined;
  const rows = messageRows(message, paper);
  // Not dimmed: it says what Enter does.
  const short = (text: string): string => cut(text, width - 4, symbols.ellipsis);
  const last = rows.at(-1) ?? prefix;
  const joined = aside === undefined ? last : `${last} ${short(aside)}`;
  const fits = columnsOf(joined) + typingRoom < width;
  const begun = fits
    ? [...rows.slice(0, -1), `${joined} `]
    : [...rows, ...(aside === undefined ? [] : [`  ${short(aside)}`]), '  '];
  const typed: Line = windowOf(line, width - 2 - columnsOf(begun.at(-1) ?? ''));
  return { rows: begun, typed };
};

const paragraphs = (text: string, width: number): readonly string[] =>
  cleanDocument(text)
    .trim()
    .split('\n')
    .flatMap((line) => indented(line, width - 1, 2));

const limited = (rows: readonly string[], most: number, { symbols }: Style): readonly string[] =>
  rows.length <= most ? rows : [...rows.slice(0, Math.max(0, most - 1)), `  ${symbols.ellipsis}`];

/** What keys do, the one most needed first; of a narrow screen's row the last go without a word. */
const helpOf = <S, A>(
  question: QuestionFrame,
  model: Model<S, A>,
  { style, listening }: Paper,
): readonly string[] => {
  if (!listening) return [];
  const explains = model.literal === true ? 'F1 explain' : '? explain';
  const parts = [
    ...(model.help === undefined ? [] : [model.help]),
    ...(question.canStepBack === true ? ['Esc back'] : []),
    ...(question.explain === undefined ? [] : [explains]),
    ...(model.help === undefined ? [] : ['type to search', '↑↓ navigate']),
  ];
  const joined = (count: number): string => {
    const text = `  ${parts.slice(0, count).join(' · ')}`;
    return style.ascii ? text.replace('↑↓', 'arrows').replaceAll('·', '|') : text;
  };
  const count = parts.findLastIndex((_part, at) => columnsOf(joined(at + 1)) < style.width) + 1;
  return count === 0 ? [] : [style.paint.dim(joined(count))];
};

/** A question that has nothing to say about itself says what its keys do. */
const explanationOf = <S, A>({ explain, canStepBack }: QuestionFrame, { keys }: Model<S, A>): string =>
  explain ??
  `${keys} Esc ${canStepBack === true ? 'goes a step back' : 'asks whether to leave'}, Ctrl-D leaves.`;

const panelRows = <S, A>(
  question: QuestionFrame,
  model: Model<S, A>,
  { panel }: Moment<S>,
  { style }: Paper,
  most: number,
): readonly string[] => {
  if (panel === 'leave') return [style.paint.yellow('  Leave? (y/N)')];
  if (panel !== 'explain') return [];
  return limited(paragraphs(explanationOf(question, model), style.width), most, style);
};

const errorRows = ({ error }: { readonly error?: string }, { style }: Paper): readonly string[] =>
  error === undefined
    ? []
    : indented(`> ${clean(error)}`, style.width - 1, 2).map((row) => style.paint.red(row));

/** An answer that does not fit behind its message stands under it, broken between words: inquirer breaks within them. */
const finished = (message: string, given: string, paper: Paper): Drawing => {
  const { width, paint, symbols } = paper.style;
  const rows = messageRows(message, paper);
  const answer = cut(given, width * 2, symbols.ellipsis);
  const joined = `${rows.at(-1) ?? ''} ${paint.cyan(answer)}`;
  const under = (): readonly string[] => indented(answer, width - 1, 2).map((row) => paint.cyan(row));
  const content = columnsOf(joined) < width ? [...rows.slice(0, -1), joined] : [...rows, ...under()];
  return { content: content.join('\n'), below: '', behindCursor: '' };
};

/** Draws a question no higher than the screen less four rows. */
export function draw<S, A>(
  question: QuestionFrame,
  model: Model<S, A>,
  moment: Moment<S>,
  paper: Paper,
): Drawing {
  const message = clean(question.message);
  if (moment.left === true) return finished(message, '', paper);
  if (moment.given !== undefined) return finished(message, moment.given, paper);
  const budget = Math.max(4, paper.rows - freeRows);
  const roomy = model.view(moment.state, { style: paper.style, rows: budget });
  const { rows: head, typed } = headRows(roomy.message ?? message, roomy, paper);
  const errors = errorRows(moment, paper);
  const help = helpOf(question, model, paper);
  const fixed = head.length + errors.length + help.length;
  const panel = panelRows(
    question,
    model,
    moment,
    paper,
    Math.max(1, budget - fixed - Math.min(3, roomy.rows.length)),
  );
  const view = model.view(moment.state, {
    style: paper.style,
    rows: Math.max(1, budget - fixed - panel.length),
  });
  return {
    content: head.join('\n') + typed.before + typed.after,
    below: [...view.rows, ...errors, ...panel, ...help].join('\n'),
    behindCursor: typed.after,
  };
}
