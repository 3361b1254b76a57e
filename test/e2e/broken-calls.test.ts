import { describe, expect, it } from 'vitest';
import { Interrupts } from '../../src/core/interrupts.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { CallFault, CallName } from '../../src/rehearsal/faults/call-fault.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { runOn, type RunResult } from './in-process.ts';
import { small } from './small-templates.ts';

const queue = 'Resources:\n  Queue: { Type: AWS::SQS::Queue }\n';
const install = ['install', '--yes', '--dns', 'none', ...small(queue)];
const fix = ['preflight', '--fix', '--yes', '--only', 'iam.service-role', ...small(queue)];

/** One attempt a call, so that the fault is met by the tool itself. @param fault of a call as it arrives */
const run = async (
  argv: readonly string[],
  fault: (call: CallName, account: RehearsalAccount) => CallFault | undefined,
): Promise<RunResult> => {
  const opened: RehearsalAccount = await rehearsalAccount({
    onCall: (moment, call) => (moment === 'arrived' ? fault(call, opened) : undefined),
  });
  try {
    return await runOn(opened, argv, new Interrupts(), { AWS_MAX_ATTEMPTS: '1' });
  } finally {
    await opened.close();
  }
};

const notes = ({ events }: RunResult): string => JSON.stringify(events.filter(({ type }) => type === 'note'));

describe('a change set that AWS does not let go of', () => {
  it.each([
    ['install', install],
    ['preflight --fix', fix],
  ])('is named by %s with the commands that remove it', async (_name, argv) => {
    const result = await run(argv, ({ operation }) =>
      operation === 'DescribeChangeSet' ? 'expire' : undefined,
    );
    expect(result.code).toBe(10);
    expect(notes(result)).toMatch(
      /delete-change-set --change-set-name arn:aws:cloudformation:\S+ --region us-east-1.*delete-stack --stack-name arn:aws:cloudformation:\S+ --region us-east-1/,
    );
  });
});

it('a plan whose validation could not be read to its end for want of a session is none', async () => {
  const result = await run(install, ({ operation }) =>
    operation === 'DescribeEvents' ? 'expire' : undefined,
  );
  expect(result.code).toBe(10);
  expect(result.events.filter(({ type }) => type === 'plan' || type === 'stack')).toEqual([]);
});

it.each([
  ['install', ['install', '--yes']],
  ['preflight', ['preflight']],
])('%s whose value was not read has not succeeded, though every check passes', async (_name, argv) => {
  const given = ['--param', 'DBPassword=@secretsmanager:example/notes'];
  const result = await run([...argv, ...given], ({ operation }) =>
    operation === 'GetSecretValue' ? 'hang up' : undefined,
  );
  expect(result.code).toBe(10);
  expect(result.events).toContainEqual(expect.objectContaining({ type: 'error', code: 'aws-unreachable' }));
  expect(result.events.filter(({ type }) => type === 'plan' || type === 'stack')).toEqual([]);
});

describe('termination protection', () => {
  it('is on though its first call was never answered', async () => {
    let calls = 0;
    const result = await run(install, ({ operation }) =>
      operation === 'UpdateTerminationProtection' && ++calls === 1 ? 'stall' : undefined,
    );
    expect(result.code).toBe(0);
    expect(calls).toBe(2);
    expect(notes(result)).not.toContain('could not be switched on');
  });

  it('is switched on at the end where AWS did not answer at the beginning', async () => {
    let [began, accepted] = [0, 0];
    const result = await run(install, ({ operation }, { clock }) => {
      if (operation !== 'UpdateTerminationProtection') return undefined;
      began ||= clock.now();
      if (clock.now() - began <= 45_000) return 'hang up';
      accepted += 1;
      return undefined;
    });
    expect(result.code).toBe(0);
    expect(accepted).toBe(1);
    expect(notes(result)).toContain('Termination protection is on by now.');
  });
});
