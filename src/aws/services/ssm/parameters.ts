import {
  GetParameterCommand,
  paginateDescribeParameters,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const client = (aws: AwsConnection, region?: string): SSMClient => aws.client(SSMClient, 'ssm', region);

const fargatePath = '/aws/service/global-infrastructure/services/fargate/regions';

/** Every region with Fargate, ten a page. AWS answers this in a few regions only, the home region among them. */
export async function fargateRegions(aws: AwsConnection): Promise<readonly string[]> {
  const regions: string[] = [];
  const pages = paginateGetParametersByPath(
    // Pages may be short, even empty, and still be followed by others.
    { client: client(aws, aws.home), stopOnSameToken: true },
    { Path: fargatePath, MaxResults: 10 },
  );
  for await (const page of pages)
    regions.push(...(page.Parameters ?? []).flatMap(({ Value }) => Value ?? []));
  return regions;
}

const absent = ['ParameterNotFound', 'ParameterVersionNotFound'];

/** One of those regions has a parameter of its own: one call instead of four pages, one after the other. */
export async function runsFargate(aws: AwsConnection, region: string): Promise<boolean> {
  const command = new GetParameterCommand({ Name: `${fargatePath}/${region}` });
  const found = await unless(client(aws, aws.home).send(command), absent, undefined);
  return found?.Parameter?.Value === region;
}

export const parameter = async (aws: AwsConnection, name: string): Promise<string | undefined> =>
  (
    await unless(
      client(aws).send(new GetParameterCommand({ Name: name, WithDecryption: true })),
      absent,
      undefined,
    )
  )?.Parameter?.Value;

/** Asked without decryption: whether it is there needs no key. */
export const parameterExists = async (aws: AwsConnection, name: string): Promise<boolean> =>
  (await unless(client(aws).send(new GetParameterCommand({ Name: name })), absent, undefined)) !== undefined;

/** The only call that tells types without values; a filter holds fifty names, more than any product has. */
export async function parameterTypes(
  aws: AwsConnection,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (names.length === 0) return found;
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [...names] }];
  const pages = paginateDescribeParameters({ client: client(aws), pageSize: 50 }, { ParameterFilters });
  for await (const page of pages)
    for (const { Name = '', Type = '' } of page.Parameters ?? []) found.set(Name, Type);
  return found;
}
