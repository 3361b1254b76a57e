import type { Choice } from '../../core/prompter.ts';
import { clean } from '../text/clean.ts';
import { cut, indented } from '../text/wrap.ts';
import { edit, emptyLine, textOf, type Line } from './line.ts';
import type { Key } from './keys.ts';
import type { Model, Room, Submission } from './model.ts';

/** A list, what it is searched for, and the marks in it. */
export interface List {
  readonly search: Line;
  /** The place, among all choices, that is under the cursor. */
  readonly active: number;
  /** Places that are marked. */
  readonly marked: ReadonlySet<number>;
}

type Choices = readonly Choice<unknown>[];

/** Places that fit what is searched for, word by word, in their order. */
const found = (choices: Choices, search: Line): readonly number[] => {
  const words = textOf(search).toLowerCase().split(/\s+/).filter(Boolean);
  return choices.flatMap(({ name, description }, place) => {
    const text = `${name} ${description ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [place] : [];
  });
};

const open = (choices: Choices, places: readonly number[]): readonly number[] =>
  places.filter((place) => choices[place]?.disabled === undefined);

const moved = (choices: Choices, list: List, by: number): List => {
  const places = open(choices, found(choices, list.search));
  const at = places.indexOf(list.active) + by;
  const active = places[Math.max(0, Math.min(places.length - 1, at))];
  return active === undefined ? list : { ...list, active };
};

const searched = (choices: Choices, list: List, key: Key): List => {
  const search = edit(list.search, key);
  if (textOf(search) === textOf(list.search)) return { ...list, search };
  const places = open(choices, found(choices, search));
  return { ...list, search, active: places.includes(list.active) ? list.active : (places[0] ?? -1) };
};

/** Far enough for PgUp and PgDn on any screen, and still where a person can follow. */
const page = 10;

const press = (choices: Choices, list: List, key: Key): List => {
  switch (key.name) {
    case 'up':
      return moved(choices, list, -1);
    case 'down':
      return moved(choices, list, 1);
    case 'pageup':
      return moved(choices, list, -page);
    case 'pagedown':
      return moved(choices, list, page);
    case 'home':
      return moved(choices, list, -choices.length);
    case 'end':
      return moved(choices, list, choices.length);
    default:
      return searched(choices, list, key);
  }
};

const toggled = (marked: ReadonlySet<number>, place: number): ReadonlySet<number> => {
  const rest = new Set(marked);
  if (!rest.delete(place) && place >= 0) rest.add(place);
  return rest;
};

/** As many as fit, the one under the cursor among them, nearer the middle than the edge. */
const pageOf = (places: readonly number[], active: number, rows: number): readonly number[] => {
  const at = Math.max(0, places.indexOf(active));
  const start = Math.max(0, Math.min(places.length - rows, at - Math.floor(rows / 2)));
  return places.slice(start, start + rows);
};

const described = ({ name, description }: Choice<unknown>, { style }: Room): readonly string[] => {
  const { paint, width, symbols } = style;
  const whole = clean(name);
  const cutShort = cut(whole, width - 7, symbols.ellipsis) !== whole;
  const text = [...(cutShort ? [whole] : []), ...(description === undefined ? [] : [clean(description)])];
  return text
    .flatMap((one) => indented(one, width - 1, 2))
    .slice(0, 3)
    .map((row) => paint.cyan(row));
};

const rowsOf = (choices: Choices, list: List, room: Room, marks: boolean): readonly string[] => {
  const { paint, symbols, width } = room.style;
  const places = found(choices, list.search);
  const under = choices[list.active];
  const details = under === undefined ? [] : described(under, room);
  const rows = Math.max(1, room.rows - details.length - 1);
  const row = (place: number): string => {
    const choice = choices[place];
    if (choice === undefined) return '';
    const active = place === list.active;
    const mark = marks ? (list.marked.has(place) ? symbols.marked : symbols.unmarked) : ' ';
    const cursor = active ? symbols.cursor : ' ';
    const why = choice.disabled === undefined ? '' : ` (${clean(choice.disabled)})`;
    const text = cut(
      `${cursor}${mark}${marks ? ' ' : ''}${clean(choice.name)}${why}`,
      width - 1,
      symbols.ellipsis,
    );
    if (choice.disabled !== undefined) return paint.dim(text);
    return active ? paint.cyan(text) : text;
  };
  const shown = pageOf(places, list.active, rows);
  const more = places.length - shown.length;
  return [
    ...shown.map(row),
    ...(places.length === 0 ? [paint.dim('  nothing in the list fits what was typed')] : []),
    ...(more > 0 ? [paint.dim(`  ${more} more`)] : []),
    ...details,
  ];
};

const begun = (choices: Choices, proposed: number): List => {
  const places = open(
    choices,
    choices.map((_choice, place) => place),
  );
  return {
    search: emptyLine,
    active: places.includes(proposed) ? proposed : (places[0] ?? -1),
    marked: new Set(places.filter((place) => choices[place]?.checked === true)),
  };
};

const unmatched = 'Nothing is under the cursor. Clear what was typed to see the whole list.';

const moving = 'Type to search, move by the arrow keys.';

/** One of a list; typing searches it. */
export function selectModel<T>(choices: readonly Choice<T>[], proposed: number): Model<List, T> {
  return {
    first: begun(choices, proposed),
    help: 'Enter select',
    keys: `${moving} Enter takes the one under the cursor.`,
    lineOf: ({ search }) => search,
    press: (list, key) => press(choices, list, key),
    submit: (list): Submission<List, T> => {
      const choice = choices[list.active];
      return choice === undefined
        ? { kind: 'stay', state: list, error: unmatched }
        : { kind: 'answer', answer: choice.value, shown: clean(choice.name) };
    },
    view: (list, room) => ({ line: list.search, rows: rowsOf(choices, list, room, false) }),
  };
}

/** Any number of a list; Space marks, typing searches. */
export function checkboxModel<T>(
  choices: readonly Choice<T>[],
  validate: ((chosen: readonly T[]) => string | true) | undefined,
): Model<List, readonly T[]> {
  return {
    first: begun(choices, 0),
    help: 'Space mark · Enter done',
    keys: `${moving} Space marks and unmarks, Enter takes what is marked.`,
    lineOf: ({ search }) => search,
    press: (list, key) =>
      key.name === 'space'
        ? { ...list, marked: toggled(list.marked, list.active) }
        : press(choices, list, key),
    submit: (list) => {
      const chosen = choices.filter((_choice, place) => list.marked.has(place));
      const answer = chosen.map(({ value }) => value);
      const verdict = validate?.(answer) ?? true;
      return verdict === true
        ? { kind: 'answer', answer, shown: chosen.map(({ name }) => clean(name)).join(', ') || 'none' }
        : { kind: 'stay', state: list, error: verdict };
    },
    view: (list, room) => ({ line: list.search, rows: rowsOf(choices, list, room, true) }),
  };
}
