import { isIP } from 'node:net';
import { isPrivateAddress } from '../../account/private-address.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import { awsCommand } from '../shared/next-command.ts';
import { flagNeeded, flagUnfit } from './errors.ts';
import { serviceControlPolicy, trialBucketPolicy, type Perimeter } from './perimeter-documents.ts';
import { sessionPasses, stackPasses, type PerimeterVerdict } from './passing.ts';

/** The tag of AWS's own examples, and of the vendor's. */
const usualTag = 'NetworkRestrictedExempt';

const assertVpc = (given: string): void => {
  if (!/^vpc-[0-9a-f]{8,17}$/.test(given))
    throw flagUnfit('--vpc', given, 'the id of a VPC, such as vpc-0123456789abcdef0');
};

const assertCidr = (given: string): void => {
  const [address = '', bits, ...more] = given.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  if (
    version === 0 ||
    more.length > 0 ||
    bits === undefined ||
    !/^\d{1,3}$/.test(bits) ||
    Number(bits) > most
  )
    throw flagUnfit('--cidr', given, 'a block of addresses, such as 192.0.2.0/24');
  if (Number(bits) === 0) throw flagUnfit('--cidr', given, 'less than the whole Internet');
  // An endpoint shows S3 the VPC, never a private address: the condition could not be met.
  if (isPrivateAddress(address))
    throw flagUnfit(
      '--cidr',
      given,
      'the public addresses of your way out; a private network is named by --vpc',
    );
};

const perimeterOf = async ({
  session,
  connection,
  product,
}: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'product'>): Promise<Perimeter> => {
  const { vpc, cidr, prefix = product.id, exemptTag = usualTag } = session.options;
  if (vpc.length + cidr.length === 0)
    throw flagNeeded(
      'perimeter',
      '--vpc or --cidr: without either it would lock everybody out',
      '--vpc vpc-0123456789abcdef0',
    );
  vpc.forEach(assertVpc);
  cidr.forEach(assertCidr);
  if (!/^[a-z0-9][a-z0-9.-]{0,61}$/.test(prefix))
    throw flagUnfit(
      '--prefix',
      prefix,
      'the beginning of a bucket name: lower case letters, digits, dots and dashes',
    );
  // Only AWS sets tags that begin with aws:, so nobody could be let through.
  if (!/^(?!aws:)[\w .:/=+@-]{1,128}$/i.test(exemptTag))
    throw flagUnfit('--exempt-tag', exemptTag, 'the key of a tag that people can set');
  const { partition } = await connection.facts.identity();
  return { partition, prefix, vpcs: vpc, cidrs: cidr, exemptTag };
};

const marks: Readonly<Record<PerimeterVerdict['verdict'], 'good' | 'warn'>> = {
  passes: 'good',
  fails: 'warn',
  unknown: 'warn',
};

/** A bucket policy binds the account's own administrators, who could then not remove it either. */
const steps = (
  context: Pick<CommandContext<'policy'>, 'session' | 'connection'>,
  trial: string,
  account: string,
) => [
  {
    say: 'Try it on an empty bucket first',
    run: awsCommand(
      context,
      's3api',
      'put-bucket-policy',
      '--bucket',
      trial,
      '--policy',
      'file://trial.json',
    ),
  },
  {
    say: 'Undo that; from where it locks out, only a principal with the tag or the account root can',
    run: awsCommand(context, 's3api', 'delete-bucket-policy', '--bucket', trial),
  },
  {
    say: 'Then make it a policy of the organization, from its management account',
    run: "aws organizations create-policy --type SERVICE_CONTROL_POLICY --name data-perimeter --description 'S3 from expected networks only' --content file://scp.json",
  },
  {
    say: 'Attach it, to one account first',
    run: `aws organizations attach-policy --policy-id POLICY_ID --target-id ${account}`,
  },
  { say: 'Undo that', run: `aws organizations detach-policy --policy-id POLICY_ID --target-id ${account}` },
];

/** The documents of a data perimeter around S3, and who would get through; nothing is written. */
export async function perimeter(
  context: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'product'>,
  stack: Stack | undefined,
): Promise<CommandResult> {
  const { connection, session } = context;
  const wanted = await perimeterOf(context);
  const { account } = await connection.facts.identity();
  const trial = `${wanted.prefix.slice(0, 48)}-trial`;
  const documents = [
    ['scp.json', serviceControlPolicy(wanted)],
    ['trial.json', trialBucketPolicy(wanted, trial)],
  ] as const;
  for (const [name, document] of documents) {
    if (session.options.output !== 'json') connection.emit({ type: 'text', text: `${name}\n`, to: 'stderr' });
    connection.emit({ type: 'policy', document });
  }
  for (const { verdict, message } of [
    await sessionPasses(context, wanted),
    await stackPasses(context, stack, wanted),
  ])
    connection.emit({ type: 'note', level: marks[verdict], message });
  connection.emit({ type: 'next', steps: steps(context, trial, account) });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
