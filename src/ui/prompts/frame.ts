import type { QuestionFrame } from '../../core/prompter.ts';
import { isCtrl, isEnter, pasteFault, type Key } from './keys.ts';
import { isLeaving, textOf } from './line.ts';
import type { Model } from './model.ts';

/** How a question is left without an answer. */
export type Exit = 'back' | 'escape' | 'end' | 'interrupt';

/** A question at one moment: the state of its kind, and what every question has around it. */
export interface Moment<S> {
  readonly state: S;
  /** Under the question: nothing, what explains it, or whether to leave. */
  readonly panel?: 'explain' | 'leave';
  readonly error?: string;
  /** An answer is being looked at; keys wait for nobody and are dropped. */
  readonly judging?: true;
  /** The answer as it is shown once it is given. */
  readonly given?: string;
  /** It was left without one. */
  readonly left?: true;
}

/** What a key leads to. */
export type Step<S> =
  | { readonly kind: 'moment'; readonly moment: Moment<S> }
  | { readonly kind: 'submit' }
  | { readonly kind: 'exit'; readonly exit: Exit };

type ExitOptions = Pick<QuestionFrame, 'canStepBack'>;

const exit = <S>(way: Exit): Step<S> => ({ kind: 'exit', exit: way });
const show = <S>(moment: Moment<S>): Step<S> => ({ kind: 'moment', moment });

const atLeave = <S>({ state }: Moment<S>, key: Key): Step<S> => {
  if (key.text.toLowerCase() === 'y' && key.name !== 'paste') return exit('escape');
  return isCtrl(key, 'd') ? exit('end') : show({ state });
};

const isExplaining = <S, A>(moment: Moment<S>, key: Key, model: Model<S, A>): boolean => {
  if (key.name === 'f1') return true;
  return key.text === '?' && model.literal !== true && textOf(model.lineOf(moment.state)) === '';
};

/** What a key does to a question of any kind. */
export function stepOf<S, A>(
  moment: Moment<S>,
  key: Key,
  question: ExitOptions,
  model: Model<S, A>,
): Step<S> {
  const { state } = moment;
  if (isCtrl(key, 'c')) return exit('interrupt');
  if (moment.judging === true || moment.given !== undefined) return show(moment);
  if (moment.panel === 'leave') return atLeave(moment, key);
  if (key.name === 'escape')
    return question.canStepBack === true ? exit('back') : show({ state, panel: 'leave' });
  if (isLeaving(model.lineOf(state), key)) return exit('end');
  if (isExplaining(moment, key, model)) return show({ state, panel: 'explain' });
  if (isEnter(key)) return { kind: 'submit' };
  const error = key.name === 'paste' ? pasteFault(key.text) : undefined;
  if (error !== undefined) return show({ ...moment, error });
  return show({ state: model.press(state, key), panel: moment.panel });
}
