import { checkIds } from '../../core/ids.ts';
import type { TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { isList, isMapping } from '../../template/document/section.ts';
import { referencesOf, type Reference } from '../../template/intrinsics/references.ts';
import { subParts } from '../../template/intrinsics/sub.ts';
import { isPseudo } from '../../template/intrinsics/pseudo-parameters.ts';
import { circleFault, conditionsIn } from './circles.ts';
import type { ProductFile } from './product-file.ts';
import { anywhere, isJudged } from './pattern.ts';
import { similar, type DefinedValue, type FaultPath, type SchemaFault } from './schema.ts';

const unknownCondition = (
  name: string,
  known: readonly string[],
  path: FaultPath,
): SchemaFault | undefined =>
  known.includes(name)
    ? undefined
    : {
        path,
        fault: `names condition "${shortText(name, 40)}", which the file does not have.${similar(name, known)}`,
      };

const unknownCheck = (id: string, path: FaultPath): SchemaFault | undefined =>
  checkIds.some((known) => known === id)
    ? undefined
    : { path, fault: `names check "${shortText(id, 40)}", which there is not.${similar(id, checkIds)}` };

const referenceFault = (
  { kind, name }: Pick<Reference, 'kind' | 'name'>,
  path: FaultPath,
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
const subFault = (value: TemplateValue, path: FaultPath): SchemaFault | undefined => {
  const text = isMapping(value) ? value['Fn::Sub'] : undefined;
  if (typeof text !== 'string') return undefined;
  const odd = subParts(text).find(
    (part) => 'name' in part && !/^(Outputs\.)?[A-Za-z0-9]+$|^AWS::/.test(part.name),
  );
  return odd === undefined || !('name' in odd)
    ? undefined
    : { path, fault: `holds "\${${shortText(odd.name, 40)}}", which is neither a parameter nor an output.` };
};

/** `!If` begins with the name of a condition, as in CloudFormation. */
const ifFault = (value: TemplateValue, path: FaultPath): SchemaFault | undefined => {
  const decided = isMapping(value) ? value['Fn::If'] : undefined;
  return !isList(decided) || typeof decided[0] === 'string'
    ? undefined
    : { path: [...path, 'Fn::If', 0], fault: 'must be the name of a condition.' };
};

/** The schema lets text and lists pass for the sake of editors, which see the short forms as these. */
const logicFault = (value: TemplateValue, path: FaultPath): SchemaFault | undefined =>
  isMapping(value)
    ? undefined
    : { path, fault: 'must be a condition: !Equals, !And, !Or, !Not or !Condition.' };

const expressionFault = (
  { value, path }: DefinedValue,
  conditions: readonly string[],
): SchemaFault | undefined =>
  conditionsIn(value)
    .map((name) => unknownCondition(name, conditions, path))
    .find((one) => one !== undefined) ??
  [...referencesOf(value)].map((one) => referenceFault(one, path)).find((one) => one !== undefined) ??
  subFault(value, path) ??
  ifFault(value, path);

/** A pattern that cannot be judged would never tell anything. */
const patternFault = ({ remedies = [] }: ProductFile): SchemaFault | undefined => {
  const index = remedies.findIndex(({ pattern }) => !isJudged(anywhere(pattern)));
  return index < 0
    ? undefined
    : { path: ['remedies', index, 'pattern'], fault: 'is no pattern that can be judged safely.' };
};

/** Repeated characters would leave little to chance, and the file may be anybody's. */
const alphabetFault = ({ parameters = {} }: ProductFile): SchemaFault | undefined => {
  const weak = Object.entries(parameters).find(
    ([, { generate }]) => generate?.alphabet !== undefined && new Set(generate.alphabet).size < 10,
  );
  return weak === undefined
    ? undefined
    : {
        path: ['parameters', weak[0], 'generate', 'alphabet'],
        fault: 'must have 10 different characters or more.',
      };
};

/** One that falls back itself might be as empty as the one it stands in for. */
const fallbackFault = ({ listeners = [] }: ProductFile): SchemaFault | undefined => {
  const own = listeners.filter(({ otherwise }) => otherwise === undefined);
  const index = listeners.findIndex(
    ({ otherwise }) => otherwise !== undefined && !own.some(({ certificate }) => certificate === otherwise),
  );
  return index < 0
    ? undefined
    : {
        path: ['listeners', index, 'otherwise'],
        fault: 'must be the certificate of a listener of the file that has no otherwise.',
      };
};

const quotaFault = ({ quotas = [] }: ProductFile): SchemaFault | undefined => {
  const index = quotas.findIndex(({ check }) => !check.startsWith('quota.'));
  return index < 0
    ? undefined
    : { path: ['quotas', index, 'check'], fault: 'must be a check of a quota, such as quota.elastic-ips.' };
};

/** What the schema cannot say: names that must exist, circles, patterns. */
export function semanticFault(file: ProductFile, defined: readonly DefinedValue[]): SchemaFault | undefined {
  const conditions = Object.keys(file.conditions ?? {});
  const faultOf = (one: DefinedValue): SchemaFault | undefined => {
    if (one.definition === 'expression') return expressionFault(one, conditions);
    if (one.definition === 'logic')
      return logicFault(one.value, one.path) ?? expressionFault(one, conditions);
    if (typeof one.value !== 'string') return undefined;
    if (one.definition === 'check') return unknownCheck(one.value, one.path);
    return one.definition === 'condition' ? unknownCondition(one.value, conditions, one.path) : undefined;
  };
  return (
    defined.map(faultOf).find((fault) => fault !== undefined) ??
    circleFault(file) ??
    patternFault(file) ??
    alphabetFault(file) ??
    quotaFault(file) ??
    fallbackFault(file)
  );
}
