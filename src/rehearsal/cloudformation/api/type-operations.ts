import { DescribeType$, ListTypes$ } from '@aws-sdk/client-cloudformation';
import { operation, ServiceError, type CallContext, type Operation } from '../../service.ts';
import type { World } from '../model/world.ts';
import { traitsOf, typeNames, type TypeTraits } from '../planning/resource-types.ts';
import { page } from './pages.ts';

interface ListTypesInput {
  readonly Visibility?: 'PUBLIC' | 'PRIVATE';
  readonly Type?: string;
  readonly Filters?: { readonly Category?: string; readonly TypeNamePrefix?: string };
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface DescribeTypeInput {
  readonly Type?: string;
  readonly TypeName?: string;
  readonly Arn?: string;
}

const arnOf = (world: World, region: string, type: string): string =>
  `arn:${world.account.partition}:cloudformation:${region}::type/resource/${type.replaceAll('::', '-')}`;

/** Nobody registered a type, a module or a hook here: all there is are AWS's own resource types. */
const isListed = ({ Visibility = 'PRIVATE', Type = 'RESOURCE', Filters = {} }: ListTypesInput): boolean =>
  Visibility === 'PUBLIC' &&
  Type === 'RESOURCE' &&
  (Filters.Category === undefined || Filters.Category === 'AWS_TYPES');

const list = (world: World, input: ListTypesInput, { region }: CallContext): object => {
  const names = isListed(input)
    ? typeNames().filter((name) => name.startsWith(input.Filters?.TypeNamePrefix ?? ''))
    : [];
  const { items, next } = page(names, input.NextToken, Math.min(input.MaxResults ?? 100, 100));
  return {
    TypeSummaries: items.map((TypeName) => ({
      Type: 'RESOURCE',
      TypeName,
      TypeArn: arnOf(world, region, TypeName),
      IsActivated: true,
    })),
    NextToken: next,
  };
};

const pointers = (names: readonly string[]): readonly string[] =>
  names.map((name) => `/properties/${name.replaceAll('.', '/')}`);

/** What is known of a type, in the form of its schema: names and what a change does, not the shapes of values. */
const schemaOf = (typeName: string, traits: TypeTraits): object => {
  const properties = [...traits.properties];
  const attributes = [...traits.attributes.keys()];
  const createOnly = properties.filter(([, { recreation }]) => recreation === 'Always');
  return {
    typeName,
    properties: Object.fromEntries([
      ...properties.map(([name, { allowed }]) => [name, allowed === undefined ? {} : { enum: allowed }]),
      ...attributes.filter((name) => !name.includes('.')).map((name) => [name, {}]),
    ]),
    required: traits.required,
    createOnlyProperties: pointers(createOnly.map(([name]) => name)),
    readOnlyProperties: pointers(attributes),
    primaryIdentifier: pointers(traits.identifier),
    additionalProperties: false,
  };
};

const describe = (world: World, input: DescribeTypeInput, { region }: CallContext): object => {
  const asked = input.TypeName ?? input.Arn?.split('/').pop()?.replaceAll('-', '::') ?? '';
  const traits = input.Type === undefined || input.Type === 'RESOURCE' ? traitsOf(asked) : undefined;
  if (traits === undefined)
    throw new ServiceError('TypeNotFoundException', `The type '${asked}' cannot be found.`, 404);
  return {
    Arn: arnOf(world, region, asked),
    Type: 'RESOURCE',
    TypeName: asked,
    IsDefaultVersion: true,
    Schema: JSON.stringify(schemaOf(asked, traits)),
    ProvisioningType: traits.properties.size === 0 ? 'IMMUTABLE' : 'FULLY_MUTABLE',
    DeprecatedStatus: 'LIVE',
    Visibility: 'PUBLIC',
  };
};

export const typeOperations = (world: World): Readonly<Record<string, Operation>> => ({
  ListTypes: operation<ListTypesInput>(ListTypes$, (input, context) => list(world, input, context)),
  DescribeType: operation<DescribeTypeInput>(DescribeType$, (input, context) =>
    describe(world, input, context),
  ),
});
