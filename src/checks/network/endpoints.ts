import { routeTableOf } from '../../account/subnet.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Subnet, VpcEndpoint } from '../../core/facts.ts';
import { accessFaults, gatewayPolicyFault, type Served } from './endpoint-access.ts';
import { chosenSubnets } from './subnets.ts';
import { noNetwork } from './vpc.ts';
import { chosen, keysOf } from '../template/chosen-values.ts';
import { fail, pass, warn, worst } from '../verdicts.ts';

/** Service names begin `com.amazonaws.` or, in China, `cn.com.amazonaws.`. */
const serves = (endpoint: VpcEndpoint, service: string): boolean => endpoint.service.endsWith(`.${service}`);

/** AWS's own answers differ in case. */
const available = (endpoint: VpcEndpoint): boolean => endpoint.state.toLowerCase() === 'available';

const apiFault = (endpoint: VpcEndpoint, vpcId: string | undefined, region: string): Verdict | undefined => {
  const { id } = endpoint;
  if (!serves(endpoint, 'execute-api') || endpoint.type.toLowerCase() !== 'interface')
    return fail(
      `${id} is a ${endpoint.type} endpoint for ${endpoint.service}, not an interface endpoint for execute-api.`,
      'Choose the interface endpoint for execute-api, or make one: aws ec2 create-vpc-endpoint.',
    );
  if (vpcId !== undefined && endpoint.vpcId !== vpcId)
    return fail(
      `${id} is in ${endpoint.vpcId}, not in ${vpcId}.`,
      `Choose the execute-api endpoint of ${vpcId}.`,
    );
  if (!available(endpoint))
    return fail(
      `${id} is ${endpoint.state}, not available.`,
      'Wait until it is available, or have it accepted.',
    );
  if (!endpoint.privateDns)
    return fail(
      `${id} has private DNS switched off, so the stack does not find its API by name.`,
      `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${id} --private-dns-enabled`,
    );
  return undefined;
};

/** The subnets whose services call the endpoints. */
const callers = async (input: CheckInput): Promise<readonly Subnet[]> =>
  (await chosenSubnets(input)).filter(({ role }) => role === 'private').flatMap(({ subnets }) => subnets);

const servedBy = async (input: CheckInput): Promise<Served> => {
  const { facts, target } = input;
  const [subnets, allSubnets, groups] = await Promise.all([
    callers(input),
    facts.subnets(),
    facts.securityGroups(),
  ]);
  return { region: target.region, subnets, allSubnets, groups };
};

/** Without it everything read from S3 goes through, and is paid at, the NAT gateways. */
const gatewayFault = async (
  input: CheckInput,
  vpcId: string,
  endpoints: readonly VpcEndpoint[],
): Promise<Verdict | undefined> => {
  const { region } = input.target;
  const own = endpoints.filter(
    (one) =>
      one.vpcId === vpcId && serves(one, 's3') && one.type.toLowerCase() === 'gateway' && available(one),
  );
  if (own.length === 0)
    return warn(
      `${vpcId} has no gateway endpoint for S3; all data then passes through NAT, and is charged there.`,
      `aws ec2 create-vpc-endpoint --region ${region} --vpc-id ${vpcId} --service-name com.amazonaws.${region}.s3 --route-table-ids …`,
    );
  const [subnets, tables] = await Promise.all([callers(input), input.facts.routeTables()]);
  const served = own.flatMap((one) => one.routeTableIds);
  const missed = subnets.filter((subnet) => !served.includes(routeTableOf(subnet, tables)?.id ?? ''));
  if (missed.length === 0)
    return own.map((one) => gatewayPolicyFault(one, region)).find((fault) => fault !== undefined);
  return warn(
    `The S3 gateway endpoint ${own.map((one) => one.id).join(', ')} does not serve ${missed.map((one) => one.id).join(', ')}.`,
    `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${own[0]?.id ?? ''} --add-route-table-ids …`,
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { ids } = chosen(input, 'vpc-endpoint');
  if (ids.length === 0) return noNetwork;
  const [endpoints, served] = await Promise.all([input.facts.vpcEndpoints(), servedBy(input)]);
  const [vpcId] = chosen(input, 'vpc').ids;
  const found = ids.flatMap((id) => {
    const endpoint = endpoints.find((one) => one.id === id);
    if (endpoint === undefined)
      return fail(
        `There is no VPC endpoint ${id} in ${input.target.region}.`,
        'Choose one that aws ec2 describe-vpc-endpoints lists.',
      );
    return apiFault(endpoint, vpcId, input.target.region) ?? accessFaults(endpoint, served);
  });
  const gateway = vpcId === undefined ? undefined : await gatewayFault(input, vpcId, endpoints);
  const faults = gateway === undefined ? found : [...found, gateway];
  return faults.length > 0
    ? worst(faults)
    : pass(`${ids.join(', ')} for execute-api, private DNS on; S3 gateway`);
};

export const networkEndpoints: Check<'network.endpoints'> = {
  id: 'network.endpoints',
  category: 'Network',
  title: 'The private endpoints are there',
  needs: (product, template) => {
    const keys = keysOf(product, template, 'vpc-endpoint');
    // The same endpoint goes by two names over the template's versions: without a template, one of them will do.
    return template === undefined ? keys.slice(0, 1) : keys;
  },
  uses: (product, template) => [
    ...keysOf(product, template, 'vpc'),
    ...keysOf(product, template, 'subnets', 'private'),
  ],
  judge,
};
