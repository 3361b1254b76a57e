import { referencesOf } from '../../template/intrinsics/references.ts';
import type { Expression } from '../file/product-file.ts';

/** Parameters that expressions name, pseudo parameters and outputs left out. */
export const parametersNamed = (expressions: readonly Expression[]): readonly string[] => [
  ...new Set(
    [...referencesOf(expressions)].flatMap(({ kind, name }) =>
      kind === 'ref' && !name.startsWith('AWS::') ? [name] : [],
    ),
  ),
];
