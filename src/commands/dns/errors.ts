import { InstallError } from '../../core/errors.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { conditionOf, type StackCondition } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import type { StackAddress } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';

const noRecordsCodes: Readonly<Record<StackCondition, ExitCode>> = {
  absent: exitCodes.usage,
  empty: exitCodes.usage,
  busy: exitCodes.stillRunning,
  stuck: exitCodes.needsPerson,
  healthy: exitCodes.dnsFailed,
};

/** A stack at work or stuck has no outputs because of that, and what leads on from there leads to the records. */
export function noRecords(context: StackAddress, { name, status }: Stack): InstallError {
  const condition = conditionOf(status);
  const resume = resumeCommand(context, condition === 'stuck' ? 'recover' : 'watch');
  const hints: Readonly<Partial<Record<StackCondition, string>>> = {
    busy: `An operation is running; ask again when it has ended. Follow it with\n${resume}`,
    stuck: `The stack is not up. The ways on:\n${resume}`,
  };
  return new InstallError({
    code: 'dns-no-records',
    message: `The outputs of stack ${name} (${status}) name no hosts and no load balancer, so there are no records to show.`,
    hint: hints[condition] ?? 'See what the stack gives out with quilt-install outputs.',
    exitCode: noRecordsCodes[condition],
    resume: condition === 'busy' || condition === 'stuck' ? resume : undefined,
  });
}

/** Hosts that nothing less than a top-level domain holds, or some of which have a zone already. */
export const zoneNotCreatable = (hosts: readonly string[]): InstallError =>
  new InstallError({
    code: 'dns-zone-not-creatable',
    message: `No one zone can be made for ${hosts.join(', ')}.`,
    hint: 'Leave --create-zone out; the records are then printed for whoever runs each domain.',
    exitCode: exitCodes.usage,
  });
