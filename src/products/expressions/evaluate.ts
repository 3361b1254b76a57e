import { isInstallError } from '../../core/errors.ts';
import { known, type Values } from '../../core/parameter.ts';
import type { ProductScope } from '../../core/product.ts';
import type { Template, TemplateResource, TemplateValue } from '../../core/template.ts';
import { conditionHolds, evaluate, parameterValues, type Scope } from '../../template/index.ts';
import { productFunctions } from './functions.ts';

/** The conditions of a product file, by name. */
export type Conditions = Readonly<Record<string, TemplateValue>>;

const clear = (values: Values | undefined): ReadonlyMap<string, string> =>
  new Map(
    [...(values ?? [])].flatMap(([key]): [string, string][] => {
      const value = values === undefined ? undefined : known(values, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );

/** A template that turns out wrong for these values tells nothing; that it is wrong is another's to say. */
const unlessInvalid = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    if (isInstallError(error, 'template-invalid')) return undefined;
    throw error;
  }
};

const pseudoOf = (scope: ProductScope): ReadonlyMap<string, string> => scope.pseudo ?? new Map();

/** An output that no stack has yet, from the template's own expression for it. */
const plannedOutput = (scope: ProductScope, name: string): TemplateValue | undefined => {
  const { template } = scope;
  const output = template?.outputs.get(name);
  if (template === undefined || output === undefined) return undefined;
  const parameters = parameterValues(template, clear(scope.values));
  const planned: Scope = { template, parameters, pseudo: pseudoOf(scope) };
  const { condition } = output;
  const result = unlessInvalid(() =>
    condition === undefined || conditionHolds(condition, planned) === true
      ? evaluate(output.value, planned)
      : undefined,
  );
  return result?.known === true ? result.value : undefined;
};

/** `!GetAtt Outputs.X` reads the outputs as if they were attributes of one resource. */
const outputs: TemplateResource = { logicalId: 'Outputs', type: 'Outputs', properties: {}, dependsOn: [] };

const expressionTemplate = (conditions: Conditions): Template => ({
  text: '',
  format: 'yaml',
  parameters: new Map(),
  groups: [],
  mappings: {},
  rules: new Map(),
  conditions: new Map(Object.entries(conditions)),
  resources: new Map([[outputs.logicalId, outputs]]),
  outputs: new Map(),
  transforms: [],
  duplicateKeys: [],
  metadata: {},
});

/** Parameters as given; one that the template in hand does not have is empty, not merely unknown. */
const parametersOf = (scope: ProductScope, named: Iterable<string>): ReadonlyMap<string, string> => {
  const given = clear(scope.values);
  const { template } = scope;
  if (template === undefined) return given;
  const absent = [...named].filter((key) => !template.parameters.has(key) && scope.values?.has(key) !== true);
  return new Map([...absent.map((key): [string, string] => [key, '']), ...given]);
};

/** A product file's expressions against what is known of a stack. */
export class Evaluation {
  readonly #scope: Scope;

  /** @param named every parameter that the file's expressions name */
  constructor(conditions: Conditions, named: Iterable<string>, scope: ProductScope) {
    this.#scope = {
      template: expressionTemplate(conditions),
      parameters: parametersOf(scope, named),
      pseudo: pseudoOf(scope),
      functions: productFunctions,
      open: true,
      resources: {
        ref: () => undefined,
        att: (_id, name) =>
          scope.outputs === undefined ? plannedOutput(scope, name) : scope.outputs.get(name),
      },
    };
  }

  /** Undefined while it is not known, and where it comes out as anything but text. */
  text(expression: TemplateValue | undefined): string | undefined {
    if (expression === undefined) return undefined;
    const result = unlessInvalid(() => evaluate(expression, this.#scope));
    if (result?.known !== true || typeof result.value === 'object') return undefined;
    return String(result.value);
  }

  /** Whether a condition of the file holds; undefined while a value it needs is not known, or does not fit it. */
  holds(condition: string): boolean | undefined {
    return unlessInvalid(() => conditionHolds(condition, this.#scope));
  }
}
