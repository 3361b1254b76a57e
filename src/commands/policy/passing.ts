import { principalOf } from '../../account/arn.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import type { Perimeter } from './perimeter-documents.ts';

/** Whether somebody gets through a perimeter, and why. */
export interface PerimeterVerdict {
  readonly verdict: 'passes' | 'fails' | 'unknown';
  readonly message: string;
}

type PassingContext = Pick<CommandContext<'policy'>, 'connection' | 'product'>;

const ways = ({ vpcs, cidrs }: Perimeter): string => [...vpcs, ...cidrs].join(', ');

/** Of a person's session only the role's own tags are seen; where its requests come from is not. */
export async function sessionPasses(
  { connection }: PassingContext,
  perimeter: Perimeter,
): Promise<PerimeterVerdict> {
  const { arn } = await connection.facts.identity();
  const principal = principalOf(arn);
  const role =
    principal.kind === 'assumed-role'
      ? await connection.facts.role(principal.name).catch(() => undefined)
      : undefined;
  return role?.tags?.has(perimeter.exemptTag) === true
    ? {
        verdict: 'passes',
        message: `You would get through: your role ${role.name} has the tag ${perimeter.exemptTag}.`,
      }
    : {
        verdict: 'unknown',
        message: `You (${arn}) would get through from ${ways(perimeter)} only, or with the tag ${perimeter.exemptTag}; from where S3 sees you cannot be told here.`,
      };
}

const vpcOf = (product: PassingContext['product'], stack: Stack | undefined): string | undefined => {
  const parameter = Object.entries(product.enrich).find(([, { picker }]) => picker === 'vpc')?.[0];
  return parameter === undefined ? undefined : stack?.parameters.get(parameter);
};

/** Services in a VPC reach S3 by its endpoint, which shows the VPC, or by the NAT, which shows a public address. */
export async function stackPasses(
  { connection, product }: PassingContext,
  stack: Stack | undefined,
  { vpcs, cidrs }: Perimeter,
): Promise<PerimeterVerdict> {
  const vpc = vpcOf(product, stack);
  if (vpc === undefined || vpc === '')
    return {
      verdict: 'unknown',
      message: 'Whether the roles of a stack would get through is not known: no stack here tells its VPC.',
    };
  const endpoints = await connection.facts.vpcEndpoints().catch(() => undefined);
  if (endpoints === undefined)
    return {
      verdict: 'unknown',
      message: 'The endpoints of the VPC cannot be read (ec2:DescribeVpcEndpoints).',
    };
  const endpoint = endpoints.find(
    ({ vpcId, service, state }) => vpcId === vpc && service.endsWith('.s3') && state === 'available',
  );
  if (endpoint !== undefined && vpcs.includes(vpc))
    return {
      verdict: 'passes',
      message: `The stack's roles would get through from ${vpc}, by its S3 endpoint ${endpoint.id}.`,
    };
  if (endpoint !== undefined)
    return {
      verdict: 'fails',
      message: `The stack's roles would be locked out: they reach S3 by ${endpoint.id} of ${vpc}. Add --vpc ${vpc}.`,
    };
  return cidrs.length === 0
    ? {
        verdict: 'fails',
        message: `The stack's roles would be locked out: ${vpc} has no S3 endpoint, so S3 sees its NAT's public address. Make a gateway endpoint there and add --vpc ${vpc}.`,
      }
    : {
        verdict: 'unknown',
        message: `${vpc} has no S3 endpoint: the stack's roles get through only if the public addresses of its NAT are within ${cidrs.join(', ')}.`,
      };
}
