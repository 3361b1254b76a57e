import type { Template, TemplateValue } from '../../../../core/template.ts';
import { evaluateConditions, referencesOf } from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';

const supported = [
  'Fn::Base64',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::GetStackOutput',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Split',
  'Fn::FindInMap',
  'Fn::Select',
  'Ref',
  'Fn::Equals',
  'Fn::If',
  'Fn::Not',
  'Condition',
  'Fn::And',
  'Fn::Or',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::ValueOf',
  'Fn::ValueOfAll',
  'Fn::RefAll',
  'Fn::Sub',
  'Fn::Cidr',
];
/** These come with a transform. */
const withTransform = /^Fn::(Length|ToJsonString|Transform|ForEach::.*)$/;

/** Refuses a function that CloudFormation does not know, or knows only by a transform that is not declared. */
export function checkFunctions(template: Template): void {
  const transformed = template.transforms.length > 0;
  const places = [...template.resources.values()].map(({ properties }): TemplateValue => properties);
  for (const value of [...places, ...[...template.outputs.values()].map(({ value: own }) => own)])
    for (const [name, argument] of functionsIn(value)) {
      if (name === 'Fn::ImportValue') checkImport(template, argument);
      if (!supported.includes(name) && !(transformed && withTransform.test(name)))
        throw new ServiceError(
          'ValidationError',
          `Template error: Encountered unsupported function: ${name} Supported functions are: [${supported.join(', ')}]`,
        );
    }
}

function* functionsIn(value: TemplateValue): Generator<[string, TemplateValue]> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries<TemplateValue>(value)) {
    if (key.startsWith('Fn::')) yield [key, item];
    yield* functionsIn(item);
  }
}

/** What is imported must be known before anything is made. */
const checkImport = ({ resources }: Template, argument: TemplateValue): void => {
  const names = [...referencesOf(argument)].filter(
    ({ kind, name }) => kind === 'att' || (kind === 'ref' && resources.has(name)),
  );
  const inner = [...functionsIn(argument)].map(([name]) => name);
  if (names.length === 0 && !inner.includes('Fn::ImportValue') && !inner.includes('Fn::GetAZs')) return;
  throw new ServiceError(
    'ValidationError',
    'Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
  );
};

/** A condition that cannot be decided refuses the call; no resource may be needed for it. */
export function checkConditions(
  template: Template,
  parameters: ReadonlyMap<string, string | readonly string[]>,
): void {
  evaluateConditions({ template, parameters, pseudo: new Map() });
}
