import { parseArn, roleName } from '../../account/arn.ts';
import type { CommandResult } from '../../core/command.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import type { CommandContext } from '../shared/context.ts';
import { addToPolicy } from './addition.ts';
import { flagNeeded, nobodyToAdmit, targetMissing } from './errors.ts';

/** A role of the customer's lets the product assume it. */
export async function trust(
  context: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult> {
  const { session, connection, product } = context;
  const { role: given } = session.options;
  if (given === undefined) throw flagNeeded('trust', '--role, the role to lend', '--role my-data-role');
  const principal = product.lender(stackScope(stack));
  if (principal === undefined) throw nobodyToAdmit(product.title, stack.name);
  const name = roleName(given);
  const { account } = await connection.facts.identity();
  const elsewhere = (parseArn(given)?.account ?? account) !== account;
  const role = elsewhere ? undefined : await connection.facts.role(name);
  if (role === undefined)
    throw targetMissing(`role ${given}`, 'Check --role and --profile; a role is changed in its own account.');
  return addToPolicy(context, {
    what: `the trust policy of role ${name}`,
    read: async () => {
      connection.facts.refresh('role');
      return (await connection.facts.role(name))?.trust ?? '';
    },
    write: (document) => connection.policies.setTrust(name, document),
    grant: { principals: [principal], actions: ['sts:AssumeRole'] },
    sid: 'AssumedByStack',
    words: ['trust', '--role', name],
  });
}
