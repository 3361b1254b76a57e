import { createPrompt, makeTheme, useEffect, usePrefix, useRef, useState } from '@inquirer/core';
import { PassThrough } from 'node:stream';
import type { Output } from '../../core/output.ts';
import type { QuestionFrame } from '../../core/prompter.ts';
import type { Style } from '../text/style.ts';
import { Canvas } from './canvas.ts';
import { draw } from './drawing.ts';
import { stepOf, type Exit, type Moment } from './frame.ts';
import type { Key } from './keys.ts';
import type { Model, Submission } from './model.ts';

/** What a question stands on. */
export interface Surface {
  readonly screen: Output;
  readonly style: () => Style;
  /** Hands on every key from now on. */
  readonly onKeys: (listener: (key: Key) => void) => void;
  /** Leaves the question; it rejects then. */
  readonly leave: (exit: Exit) => void;
  /** Our own failure while an answer was judged. */
  readonly fail: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** Until then keys, but for Ctrl-C, do not count. */
  readonly deafUntil?: Promise<void>;
}

type Readline = Parameters<Parameters<typeof useEffect>[0]>[0];

/** One open question: what keys make of it. */
class OpenQuestion<S, A> {
  moment: Moment<S>;
  deaf: boolean;
  /** What draws it anew, while it is open. */
  redraw: (() => void) | undefined;
  clearPromptOnDone = false;
  readonly #question: QuestionFrame;
  readonly #model: Model<S, A>;
  readonly #surface: Surface;
  readonly #done: (answer: A) => void;

  constructor(question: QuestionFrame, model: Model<S, A>, surface: Surface, done: (answer: A) => void) {
    this.moment = { state: model.first };
    this.deaf = surface.deafUntil !== undefined;
    this.#question = question;
    this.#model = model;
    this.#surface = surface;
    this.#done = done;
  }

  readonly press = (key: Key): void => {
    const step = stepOf(this.moment, key, this.#question, this.#model);
    const interrupts = step.kind === 'exit' && step.exit === 'interrupt';
    if ((this.deaf || this.redraw === undefined) && !interrupts) return;
    if (step.kind === 'exit') this.#leave(step.exit);
    else if (step.kind === 'submit') this.#submit();
    else this.show(step.moment);
  };

  show(moment: Moment<S>): void {
    this.moment = moment;
    this.redraw?.();
  }

  #leave(exit: Exit): void {
    // One that was stepped back from leaves no trace.
    this.clearPromptOnDone = exit === 'back';
    this.show({ state: this.moment.state, left: true });
    this.#surface.leave(exit);
  }

  #submit(): void {
    const submission = this.#model.submit(this.moment.state);
    if (!(submission instanceof Promise)) return this.#conclude(submission);
    this.show({ state: this.moment.state, judging: true });
    submission.then((answered) => this.#conclude(answered), this.#surface.fail);
  }

  #conclude(submission: Submission<S, A>): void {
    if (this.redraw === undefined) return;
    if (submission.kind === 'stay') return this.show({ state: submission.state, error: submission.error });
    this.show({ state: this.moment.state, given: submission.shown });
    this.#done(submission.answer);
  }
}

const statusOf = ({ given, judging }: Moment<unknown>): 'done' | 'loading' | 'idle' => {
  if (given !== undefined) return 'done';
  return judging === true ? 'loading' : 'idle';
};

const themeOf = ({ paint, symbols }: Style): ReturnType<typeof makeTheme> =>
  makeTheme({
    prefix: { idle: paint.cyan('?'), done: paint.green(symbols.pass) },
    spinner: { interval: 80, frames: symbols.spinner.map((frame) => paint.yellow(frame)) },
  });

/** Inquirer puts the cursor before what its readline holds; nothing else is ever in there. */
const placeCursor = (readline: Readline | undefined, behindCursor: string): void => {
  if (readline === undefined) return;
  readline.clearLine(0);
  readline.line = behindCursor;
};

/** A question of any kind on a terminal, by inquirer's hooks and screen. */
export function ask<S, A>(question: QuestionFrame, model: Model<S, A>, surface: Surface): Promise<A> {
  let answer = (_answer: A): void => undefined;
  const open = new OpenQuestion(question, model, surface, (given) => answer(given));
  const canvas = new Canvas(surface.screen, () => open.redraw?.());
  const prompt = createPrompt<A, QuestionFrame>((_question, done) => {
    const [, setDrawings] = useState(0);
    const readline = useRef<Readline>();
    answer = done;
    useEffect((rl) => {
      readline.current = rl;
      open.redraw = () => setDrawings((drawings) => drawings + 1);
      surface.onKeys(open.press);
      void surface.deafUntil?.then(() => {
        open.deaf = false;
        open.redraw?.();
      });
      return () => (open.redraw = undefined);
    }, []);
    const style = surface.style();
    const prefix = usePrefix({ status: statusOf(open.moment), theme: themeOf(style) });
    const paper = { style, rows: canvas.rows, prefix, listening: !open.deaf };
    const { content, below, behindCursor } = draw(question, model, open.moment, paper);
    placeCursor(readline.current, behindCursor);
    return [content, below];
  });
  const context = {
    // Keys reach the question by `onKeys` alone: this input never says anything.
    input: new PassThrough(),
    output: canvas,
    signal: surface.signal,
    // Looked at once the question is over.
    get clearPromptOnDone() {
      return open.clearPromptOnDone;
    },
  };
  return prompt(question, context);
}
