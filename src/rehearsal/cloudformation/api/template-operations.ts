import { GetTemplate$, GetTemplateSummary$, ValidateTemplate$ } from '@aws-sdk/client-cloudformation';
import type { Template, TemplateParameter } from '../../../core/template.ts';
import { operation, ServiceError, type CallContext, type Operation } from '../../service.ts';
import { requiredCapabilities } from '../model/definition.ts';
import { circularReferences } from '../model/checks/references.ts';
import { checkTypes, unrecognizedTypes } from '../model/checks/types.ts';
import type { Definition } from '../model/stack-record.ts';
import { parsed, templateText, type TemplateInput } from '../model/template-source.ts';
import { findStack, type World } from '../model/world.ts';
import { changeSetsOf } from '../planning/change-sets.ts';
import { traitsOf } from '../planning/resource-types.ts';
import { invalid, stackOf } from './refusals.ts';

/** Every character outside ASCII reads back as one question mark. */
const asReadBack = (text: string): string => text.replace(/[^\x00-\x7f]/gu, '?');

interface GetTemplateInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
  readonly TemplateStage?: 'Original' | 'Processed';
}

/**
 * The original as it was sent, the processed one, which AWS tells unasked, as its macros left it. A stack that only
 * change sets made has no template yet and answers with an empty one, which AWS CDK relies on.
 */
const getTemplate = (world: World, input: GetTemplateInput, context: CallContext): object => {
  const stored = storedDefinition(world, input, context);
  if (stored === undefined) return { TemplateBody: '', StagesAvailable: ['Original'] };
  const { text, template } = stored;
  return {
    TemplateBody: asReadBack(input.TemplateStage === 'Original' ? text : template.text),
    StagesAvailable: ['Original', 'Processed'],
  };
};

const storedDefinition = (
  world: World,
  input: GetTemplateInput,
  context: CallContext,
): Definition | undefined => {
  const { ChangeSetName: name } = input;
  if (name !== undefined) {
    const stack =
      input.StackName === undefined ? undefined : findStack(world, context.region, input.StackName);
    const changeSet =
      world.changeSets.get(name) ?? (stack && changeSetsOf(world, stack).find((one) => one.name === name));
    if (changeSet === undefined)
      throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
    return changeSet.definition;
  }
  return stackOf(world, context.region, input.StackName ?? '', 'used').definition;
};

interface SummaryInput extends TemplateInput {
  readonly StackName?: string;
  readonly TemplateSummaryConfig?: { readonly TreatUnrecognizedResourceTypesAsWarnings?: boolean };
}

const summary = async (world: World, input: SummaryInput, context: CallContext): Promise<object> => {
  const template = await summarised(world, input, context);
  const types = [...new Set([...template.resources.values()].map(({ type }) => type))];
  const capabilities = requiredCapabilities(template, false);
  const unknown = template.transforms.length === 0 ? unrecognizedTypes(world, template) : [];
  return {
    Parameters: [...template.parameters.values()].map(declaration),
    Description: template.description,
    ...capabilityShape(template, capabilities),
    ResourceTypes: types,
    Warnings: unknown.length === 0 ? undefined : { UnrecognizedResourceTypes: unknown },
    Version: /^\s*["']?AWSTemplateFormatVersion/m.test(template.text) ? '2010-09-09' : undefined,
    Metadata: Object.keys(template.metadata).length === 0 ? undefined : JSON.stringify(template.metadata),
    DeclaredTransforms: template.transforms.length === 0 ? undefined : template.transforms,
    ResourceIdentifierSummaries: types.map((type) => identifiers(template, type)),
  };
};

/** Macros are not run for a mere look, so what they leave is not judged. @throws ServiceError */
const readable = async (world: World, input: SummaryInput): Promise<Template> => {
  const template = parsed(await templateText(world, input));
  const asWarnings = input.TemplateSummaryConfig?.TreatUnrecognizedResourceTypesAsWarnings === true;
  if (template.transforms.length === 0 && !asWarnings) checkTypes(world, template);
  return template;
};

const summarised = async (world: World, input: SummaryInput, context: CallContext): Promise<Template> => {
  if (input.StackName === undefined) return readable(world, input);
  const stack = stackOf(world, context.region, input.StackName, 'described');
  if (stack.definition === undefined)
    throw invalid('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  return stack.definition.declared;
};

const identifiers = (template: Template, type: string): object => ({
  ResourceType: type,
  LogicalResourceIds: [...template.resources.values()]
    .filter((resource) => resource.type === type)
    .map(({ logicalId }) => logicalId),
  ResourceIdentifiers: traitsOf(type)?.identifier,
});

/** Of all constraints only the allowed values are told. */
const declaration = (parameter: TemplateParameter): object => ({
  ParameterKey: parameter.key,
  DefaultValue: parameter.default,
  ParameterType: parameter.type,
  NoEcho: parameter.noEcho,
  Description: parameter.description,
  ParameterConstraints:
    parameter.allowedValues === undefined ? {} : { AllowedValues: parameter.allowedValues },
});

const capabilityShape = (template: Template, capabilities: readonly string[]): object => {
  if (capabilities.length === 0) return {};
  const causes = new Set(
    [...template.resources.values()].map(({ type }) => type).filter((type) => type.startsWith('AWS::IAM::')),
  );
  return {
    Capabilities: capabilities,
    CapabilitiesReason: `The following resource(s) require capabilities: [${[...causes].join(', ')}]`,
  };
};

/** With conditions only the values of an operation tell what needs what. */
const checkCircles = (template: Template): void => {
  if (template.transforms.length > 0 || template.conditions.size > 0) return;
  const words = circularReferences(template);
  if (words !== undefined) throw invalid(words);
};

const validate = async (world: World, input: TemplateInput): Promise<object> => {
  const template = await readable(world, input);
  checkCircles(template);
  return {
    Parameters: [...template.parameters.values()].map((parameter) => ({
      ParameterKey: parameter.key,
      DefaultValue: parameter.default,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
    Description: template.description,
    DeclaredTransforms: template.transforms.length === 0 ? undefined : template.transforms,
    ...capabilityShape(template, requiredCapabilities(template, false)),
  };
};

export const templateOperations = (world: World): Readonly<Record<string, Operation>> => ({
  GetTemplate: operation<GetTemplateInput>(GetTemplate$, (input, context) =>
    getTemplate(world, input, context),
  ),
  GetTemplateSummary: operation<SummaryInput>(GetTemplateSummary$, (input, context) =>
    summary(world, input, context),
  ),
  ValidateTemplate: operation<TemplateInput>(ValidateTemplate$, (input) => validate(world, input)),
});
