import type { TemplateValue } from '../../core/template.ts';
import { isList, isMapping } from '../../template/document/section.ts';
import { parametersNamed } from '../compile/references.ts';
import type { ProductFile } from './product-file.ts';
import type { FaultPath, SchemaFault } from './schema.ts';

/** Conditions that an expression stands on: `!Condition X`, and the first argument of `Fn::If`. */
export function conditionsIn(value: TemplateValue | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(conditionsIn);
  if (!isMapping(value)) return [];
  const decided = value['Fn::If'];
  const named = [value['Condition'], isList(decided) ? decided[0] : undefined];
  return [
    ...named.filter((name): name is string => typeof name === 'string'),
    ...Object.values(value).flatMap(conditionsIn),
  ];
}

/** A condition or a derived parameter, and the ones it cannot be known without. */
interface Dependent {
  readonly path: FaultPath;
  readonly on: readonly string[];
}

const behind = (value: TemplateValue): readonly string[] => [
  ...conditionsIn(value).map((name) => `condition ${name}`),
  ...parametersNamed([value]).map((name) => `parameter ${name}`),
];

const dependents = ({ conditions = {}, parameters = {} }: ProductFile): ReadonlyMap<string, Dependent> =>
  new Map([
    ...Object.entries(conditions).map(([name, value]): [string, Dependent] => [
      `condition ${name}`,
      { path: ['conditions', name], on: behind(value) },
    ]),
    ...Object.entries(parameters).flatMap(([name, { derive }]): [string, Dependent][] =>
      derive === undefined
        ? []
        : [[`parameter ${name}`, { path: ['parameters', name, 'derive'], on: behind(derive) }]],
    ),
  ]);

const isCircular = (name: string, all: ReadonlyMap<string, Dependent>): boolean => {
  const seen = new Set<string>();
  const next = [...(all.get(name)?.on ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === name) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    next.push(...(all.get(one)?.on ?? []));
  }
  return false;
};

/** A condition or derivation that waits for itself would never be known. */
export function circleFault(file: ProductFile): SchemaFault | undefined {
  const all = dependents(file);
  const circular = [...all].find(([name]) => isCircular(name, all));
  return circular === undefined ? undefined : { path: circular[1].path, fault: 'depends on itself.' };
}
