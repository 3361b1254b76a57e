import type { StaticOperationSchema } from '@smithy/types';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { AccountState, Regional } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';

/** What all of EC2's Describe calls have in common: ids, filters with wildcards, pages. */
export interface Describing<T extends Regional> {
  /** Input member that holds ids: `VpcIds`. */
  readonly ids: string;
  /** Output member: `Vpcs`. */
  readonly output: string;
  readonly collection: (account: AccountState) => ReadonlyMap<string, T>;
  /** Code and words for ids that are not there. */
  readonly absent: (ids: readonly string[]) => ServiceError;
  /** Values of an item by filter name; unknown filters are refused. */
  readonly filters: Readonly<Record<string, (item: T, account: AccountState) => readonly string[]>>;
  readonly shown: (item: T, account: AccountState) => object;
}

interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

type DescribeInput = Readonly<Record<string, unknown>>;

const matches = (pattern: string, value: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === value;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value);
};

const passes = <T extends Regional>(
  kind: Describing<T>,
  item: T,
  filters: readonly Filter[],
  account: AccountState,
): boolean =>
  filters.every(({ Name = '', Values = [] }) => {
    const read = Object.hasOwn(kind.filters, Name) ? kind.filters[Name] : undefined;
    if (read === undefined)
      throw new ServiceError('InvalidParameterValue', `The filter '${Name}' is invalid`);
    const actual = read(item, account);
    return Values.some((pattern) => actual.some((value) => matches(pattern, value)));
  });

const badToken = (): ServiceError =>
  new ServiceError('InvalidNextToken', 'The token that you provided is not valid.');

const describe = <T extends Regional>(
  kind: Describing<T>,
  input: DescribeInput,
  context: CallContext,
): object => {
  const { account, region } = context;
  const all = [...kind.collection(account)].filter(([, item]) => item.region === region);
  const ids = (input[kind.ids] ?? []) as readonly string[];
  const size = input['MaxResults'] as number | undefined;
  if (ids.length > 0 && size !== undefined)
    throw new ServiceError(
      'InvalidParameterCombination',
      `The parameter ${kind.ids} cannot be used with the parameter MaxResults`,
    );
  const missing = ids.filter((id) => !all.some(([key]) => key === id));
  if (missing.length > 0) throw kind.absent(missing);
  // NAT gateways alone take `Filter` for `Filters`.
  const filters = (input['Filters'] ?? input['Filter'] ?? []) as readonly Filter[];
  const found = all
    .filter(([id]) => ids.length === 0 || ids.includes(id))
    .map(([, item]) => item)
    .filter((item) => passes(kind, item, filters, account));
  const page = pageOf(found, pageSize(size, 1000), input['NextToken'] as string | undefined, badToken);
  return { [kind.output]: page.items.map((item) => kind.shown(item, account)), NextToken: page.next };
};

export const describing = <T extends Regional>(
  schema: StaticOperationSchema,
  kind: Describing<T>,
): Operation => operation<DescribeInput>(schema, (input, context) => describe(kind, input, context));

/** `The vpc ID 'vpc-1' does not exist`; several are listed in one. */
export const notThere =
  (code: string, thing: string) =>
  (ids: readonly string[]): ServiceError => {
    const many = ids.length > 1;
    return new ServiceError(
      code,
      `The ${thing}${many ? 's' : ''} '${ids.join(', ')}' ${many ? 'do' : 'does'} not exist`,
    );
  };

interface Tagged {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** All tags by key; `Name` is how people name things in EC2. */
export const allTags = ({ name, tags }: Tagged): Readonly<Record<string, string>> => ({
  ...(name === undefined ? {} : { Name: name }),
  ...tags,
});

export const shownTags = (tagged: Tagged): readonly { Key: string; Value: string }[] =>
  Object.entries(allTags(tagged)).map(([Key, Value]) => ({ Key, Value }));
