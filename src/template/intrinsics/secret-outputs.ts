import type { Template } from '../../core/template.ts';
import { referencesOf } from './references.ts';

/** Keys of the outputs whose value is made of a NoEcho parameter's. */
export const secretOutputs = ({ outputs, parameters }: Template): readonly string[] =>
  [...outputs.values()]
    .filter(({ value }) =>
      [...referencesOf(value)].some(
        ({ kind, name }) => kind === 'ref' && parameters.get(name)?.noEcho === true,
      ),
    )
    .map(({ key }) => key);
