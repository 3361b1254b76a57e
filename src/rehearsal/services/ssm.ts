import {
  DeleteParameter$,
  DeleteParameters$,
  DescribeParameters$,
  GetParameter$,
  GetParameters$,
  GetParametersByPath$,
  PutParameter$,
} from '@aws-sdk/client-ssm';
import { publicImage } from '../account/public-parameters.ts';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { SsmParameter } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

const infrastructure = '/aws/service/global-infrastructure/services/fargate/regions';

/** The few of AWS's own public parameters that are asked for: which regions have Fargate. */
const publicParameters = ({ account, region }: CallContext): readonly SsmParameter[] =>
  [...account.fargateRegions].sort().map((name) => ({
    name: `${infrastructure}/${name}`,
    value: name,
    type: 'String' as const,
    region,
  }));

const all = (context: CallContext): readonly SsmParameter[] => [
  ...publicParameters(context),
  ...[...context.account.parameters.values()].filter(({ region }) => region === context.region),
];

const shown = (parameter: SsmParameter, { account }: CallContext, decrypt = false): object => {
  const hidden = parameter.type === 'SecureString' && !decrypt;
  const owner = parameter.name.startsWith('/aws/') ? '' : account.id;
  const path = parameter.name.startsWith('/') ? parameter.name : `/${parameter.name}`;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden ? Buffer.from(`kms:${parameter.name}`).toString('base64') : parameter.value,
    Version: parameter.version ?? 1,
    DataType: 'text',
    ARN: `arn:${account.partition}:ssm:${parameter.region}:${owner}:parameter${path}`,
  };
};

interface GetParametersByPathInput {
  readonly Path: string;
  readonly Recursive?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly WithDecryption?: boolean;
}

const byPath = (input: GetParametersByPathInput, context: CallContext): object => {
  if ((input.MaxResults ?? 1) > 10)
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${input.MaxResults ?? ''}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10`,
    );
  const folder = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
  const found = all(context).filter(
    ({ name }) =>
      name.startsWith(folder) && (input.Recursive === true || !name.slice(folder.length).includes('/')),
  );
  const page = pageOf(found, pageSize(input.MaxResults, 10), input.NextToken);
  return {
    Parameters: page.items.map((parameter) => shown(parameter, context, input.WithDecryption)),
    NextToken: page.next,
  };
};

interface GetParameterInput {
  readonly Name: string;
  readonly WithDecryption?: boolean;
}

const find = (name: string, context: CallContext): SsmParameter | undefined => {
  const { region } = context;
  const image = publicImage(name, region);
  if (image !== undefined) return { name, value: image, type: 'String', region };
  return all(context).find((parameter) => parameter.name === name);
};

const get = (input: GetParameterInput, context: CallContext): object => {
  const parameter = find(input.Name, context);
  if (parameter === undefined) throw new ServiceError('ParameterNotFound', '');
  return { Parameter: shown(parameter, context, input.WithDecryption) };
};

const getMany = (
  input: { Names: readonly string[]; WithDecryption?: boolean },
  context: CallContext,
): object => ({
  Parameters: input.Names.flatMap((name) => {
    const parameter = find(name, context);
    return parameter === undefined ? [] : [shown(parameter, context, input.WithDecryption)];
  }),
  InvalidParameters: input.Names.filter((name) => find(name, context) === undefined),
});

interface DescribeParametersInput {
  readonly ParameterFilters?: readonly {
    readonly Key: string;
    readonly Option?: string;
    readonly Values?: readonly string[];
  }[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Without values. Only names are told apart here. */
const describe = (input: DescribeParametersInput, { account, region }: CallContext): object => {
  const found = [...account.parameters.values()].filter(
    (parameter) =>
      parameter.region === region &&
      (input.ParameterFilters ?? []).every(({ Key, Option = 'Equals', Values = [] }) => {
        if (Key !== 'Name' || Option !== 'Equals')
          throw new ServiceError('InvalidFilterKey', 'The specified key is not valid.');
        return Values.includes(parameter.name);
      }),
  );
  const page = pageOf(found, pageSize(input.MaxResults, 10), input.NextToken);
  return {
    Parameters: page.items.map(({ name, type, version }) => ({
      Name: name,
      Type: type,
      Version: version ?? 1,
    })),
    NextToken: page.next,
  };
};

interface PutParameterInput {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: SsmParameter['type'];
  readonly Overwrite?: boolean;
}

/** Its own parameters only: AWS's public ones are not in the account's collection. */
const own = (name: string, { account, region }: CallContext): SsmParameter | undefined => {
  const found = account.parameters.get(name);
  return found?.region === region ? found : undefined;
};

const put = (input: PutParameterInput, context: CallContext): object => {
  const { Name: name, Value: value } = input;
  if (/^\/?(aws|ssm)/i.test(name))
    throw new ServiceError('ValidationException', `No access to reserved parameter name: ${name}.`);
  const before = own(name, context);
  const type = input.Type ?? before?.type;
  if (type === undefined)
    throw new ServiceError(
      'ValidationException',
      'A parameter type is required when you create a parameter.',
    );
  if (before !== undefined && input.Overwrite !== true)
    throw new ServiceError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  const version = (before?.version ?? (before === undefined ? 0 : 1)) + 1;
  const earlier = before === undefined ? [] : [...(before.earlier ?? []), before.value];
  context.account.parameters.set(name, { name, value, type, version, earlier, region: context.region });
  return { Version: version, Tier: 'Standard' };
};

const removeMany = ({ Names }: { readonly Names: readonly string[] }, context: CallContext): object => {
  const there = Names.filter((name) => own(name, context) !== undefined);
  for (const name of there) context.account.parameters.delete(name);
  return { DeletedParameters: there, InvalidParameters: Names.filter((name) => !there.includes(name)) };
};

const remove = ({ Name }: { readonly Name: string }, context: CallContext): object => {
  if (own(Name, context) === undefined) throw new ServiceError('ParameterNotFound', '');
  context.account.parameters.delete(Name);
  return {};
};

export const ssm: Service = {
  id: 'ssm',
  operations: {
    GetParameter: operation(GetParameter$, get),
    DescribeParameters: operation(DescribeParameters$, describe),
    GetParameters: operation(GetParameters$, getMany),
    GetParametersByPath: operation(GetParametersByPath$, byPath),
    PutParameter: operation(PutParameter$, put),
    DeleteParameter: operation(DeleteParameter$, remove),
    DeleteParameters: operation(DeleteParameters$, removeMany),
  },
};
