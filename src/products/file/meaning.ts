import { checkIds } from '../../core/ids.ts';
import type { TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { isList, isMapping } from '../../template/document/section.ts';
import { referencesOf, type Reference } from '../../template/intrinsics/references.ts';
import { subParts } from '../../template/intrinsics/sub.ts';
import { isPseudo } from '../../template/intrinsics/pseudo-parameters.ts';
import type { ProductFile } from './product-file.ts';
import { anywhere, isJudged } from './pattern.ts';
import { similar, type DefinedValue, type SchemaFault } from './schema.ts';

type Path = SchemaFault['path'];

const unknownCondition = (name: string, known: readonly string[], path: Path): SchemaFault | undefined =>
  known.includes(name)
    ? undefined
    : {
        path,
        fault: `names condition "${shortText(name, 40)}", which the file does not have.${similar(name, known)}`,
      };

const unknownCheck = (id: string, path: Path): SchemaFault | undefined =>
  checkIds.some((known) => known === id)
    ? undefined
    : { path, fault: `names check "${shortText(id, 40)}", which there is not.${similar(id, checkIds)}` };

/** Conditions that an expression stands on: `!Condition X`, and the first argument of `Fn::If`. */
const standsOn = (value: TemplateValue | undefined): readonly string[] => {
  if (isList(value)) return value.flatMap(standsOn);
  if (!isMapping(value)) return [];
  const decided = value['Fn::If'];
  const named = [value['Condition'], isList(decided) ? decided[0] : undefined];
  return [
    ...named.filter((name): name is string => typeof name === 'string'),
    ...Object.values(value).flatMap(standsOn),
  ];
};

const referenceFault = (
  { kind, name }: Pick<Reference, 'kind' | 'name'>,
  path: Path,
): SchemaFault | undefined => {
  if (kind === 'ref' && name.startsWith('AWS::') && !isPseudo(name))
    return { path, fault: `names "${shortText(name, 40)}", which is no pseudo parameter.` };
  if (kind === 'att' && name !== 'Outputs')
    return {
      path,
      fault: `reads an attribute of "${shortText(name, 40)}"; a product file sees outputs alone: !GetAtt Outputs.NAME.`,
    };
  return undefined;
};

/** `${…}` holds a name or an output, and nothing else. */
const subFault = (value: TemplateValue, path: Path): SchemaFault | undefined => {
  const text = isMapping(value) ? value['Fn::Sub'] : undefined;
  if (typeof text !== 'string') return undefined;
  const odd = subParts(text).find(
    (part) => 'name' in part && !/^(Outputs\.)?[A-Za-z0-9]+$|^AWS::/.test(part.name),
  );
  return odd === undefined || !('name' in odd)
    ? undefined
    : { path, fault: `holds "\${${shortText(odd.name, 40)}}", which is neither a parameter nor an output.` };
};

const expressionFault = (
  { value, path }: DefinedValue,
  conditions: readonly string[],
): SchemaFault | undefined =>
  standsOn(value)
    .map((name) => unknownCondition(name, conditions, path))
    .find((one) => one !== undefined) ??
  [...referencesOf(value)].map((one) => referenceFault(one, path)).find((one) => one !== undefined) ??
  subFault(value, path);

const isCircular = (name: string, conditions: Readonly<Record<string, TemplateValue>>): boolean => {
  const seen = new Set<string>();
  const next = [...standsOn(conditions[name])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === name) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    next.push(...standsOn(conditions[one]));
  }
  return false;
};

const cycleFault = ({ conditions = {} }: ProductFile): SchemaFault | undefined => {
  const name = Object.keys(conditions).find((one) => isCircular(one, conditions));
  return name === undefined ? undefined : { path: ['conditions', name], fault: 'depends on itself.' };
};

/** A pattern that cannot be judged would never tell anything. */
const patternFault = ({ remedies = [] }: ProductFile): SchemaFault | undefined => {
  const index = remedies.findIndex(({ pattern }) => !isJudged(anywhere(pattern)));
  return index < 0
    ? undefined
    : { path: ['remedies', index, 'pattern'], fault: 'is no pattern that can be judged safely.' };
};

const fallbackFault = ({ listeners = [] }: ProductFile): SchemaFault | undefined => {
  const known = listeners.map(({ certificate }) => certificate);
  const index = listeners.findIndex(
    ({ certificate, otherwise }) =>
      otherwise !== undefined && (otherwise === certificate || !known.includes(otherwise)),
  );
  return index < 0
    ? undefined
    : {
        path: ['listeners', index, 'otherwise'],
        fault: 'must be the certificate of another listener of the file.',
      };
};

const quotaFault = ({ quotas = [] }: ProductFile): SchemaFault | undefined => {
  const index = quotas.findIndex(({ check }) => !check.startsWith('quota.'));
  return index < 0
    ? undefined
    : { path: ['quotas', index, 'check'], fault: 'must be a check of a quota, such as quota.elastic-ips.' };
};

/** What the schema cannot say: names that must exist, circles, patterns. */
export function meaningFault(file: ProductFile, defined: readonly DefinedValue[]): SchemaFault | undefined {
  const conditions = Object.keys(file.conditions ?? {});
  const faultOf = (one: DefinedValue): SchemaFault | undefined => {
    if (one.definition === 'expression') return expressionFault(one, conditions);
    if (typeof one.value !== 'string') return undefined;
    if (one.definition === 'check') return unknownCheck(one.value, one.path);
    return one.definition === 'condition' ? unknownCondition(one.value, conditions, one.path) : undefined;
  };
  return (
    defined.map(faultOf).find((fault) => fault !== undefined) ??
    cycleFault(file) ??
    patternFault(file) ??
    quotaFault(file) ??
    fallbackFault(file)
  );
}
