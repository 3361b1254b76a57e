import type { Choice } from '../../core/prompter.ts';
import { clean } from '../text/clean.ts';

// The place in the list stands for the value, which may be anything.
export const choicesOf = <T>(choices: readonly Choice<T>[]) =>
  choices.map(({ name, description, disabled, checked }, at) => ({
    name: clean(name),
    value: at,
    description: description === undefined ? undefined : clean(description),
    disabled: disabled === undefined ? undefined : `(${clean(disabled)})`,
    checked,
  }));

/** The values at these places of the list. */
export const chosen = <T>(choices: readonly Choice<T>[], places: readonly number[]): readonly T[] =>
  places.flatMap((place) => {
    const choice = choices[place];
    return choice === undefined ? [] : [choice.value];
  });
