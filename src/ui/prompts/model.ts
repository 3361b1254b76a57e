import type { Style } from '../text/style.ts';
import type { Key } from './keys.ts';
import type { Line } from './line.ts';

/** What Enter leads to. */
export type Submission<S, A> =
  | {
      readonly kind: 'answer';
      readonly answer: A;
      /** As it stands in the finished question. */ readonly shown: string;
    }
  | { readonly kind: 'stay'; readonly state: S; readonly error?: string };

export interface View {
  /** Instead of the question's own message, where it has a second part. */
  readonly message?: string;
  /** Behind the message: `(y/N)`, the default. */
  readonly aside?: string;
  /** The line as it may be shown. */
  readonly line: Line;
  /** Under it; no row wider than the screen. */
  readonly rows: readonly string[];
}

/** The room a question has for its own rows. */
export interface Room {
  readonly style: Style;
  readonly rows: number;
}

/** One kind of question without a terminal: what it keeps, what keys do to it, how it looks. */
export interface Model<S, A> {
  readonly first: S;
  /** What may be done here, besides the keys every question has. */
  readonly help?: string;
  /** What its keys do, in sentences. */
  readonly keys: string;
  /** `?` types a question mark. */
  readonly literal?: true;
  lineOf(state: S): Line;
  press(state: S, key: Key): S;
  submit(state: S): Submission<S, A> | Promise<Submission<S, A>>;
  view(state: S, room: Room): View;
}

export type Validate<V> = (value: V) => string | true | Promise<string | true>;

/** The message of a value that does not fit. */
export async function faultOf<V>(validate: Validate<V> | undefined, value: V): Promise<string | undefined> {
  const verdict = (await validate?.(value)) ?? true;
  return verdict === true ? undefined : verdict;
}
