import { makeAws } from '../../src/aws/index.ts';
import { reportFindings } from '../../src/commands/shared/deploy/findings.ts';
import type { CommandContext } from '../../src/commands/shared/context.ts';
import type { Event } from '../../src/core/events.ts';
import { makePlan, readStack } from '../../src/stack/index.ts';
import { makeStyle } from '../../src/ui/text/style.ts';
import { checkLines } from '../../src/ui/views/check.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const bucket = 'quilt-results-123456789012';
const resources = (named: Readonly<Record<string, object>>): string =>
  JSON.stringify({ Resources: { Logs: { Type: 'AWS::Logs::LogGroup' }, ...named } });
const withBucket = resources({ Results: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucket } } });

/** What a terminal shows when CloudFormation's validation warns: here of a bucket to be removed that holds objects. */
export async function planExample(columns: number): Promise<string> {
  const account = await rehearsalAccount();
  try {
    account.cloudformation.seed({
      stackName: 'quilt',
      template: withBucket,
      parameters: {},
      minutesAgo: 60,
      terminationProtection: true,
    });
    const at = account.clock.now();
    account.state.buckets
      .get(bucket)
      ?.objects.set('a', { key: 'a', body: new Uint8Array(), etag: '', metadata: {}, at });
    const signal = new AbortController().signal;
    const { stacks } = makeAws({
      region: account.region,
      env: {},
      clock: account.clock,
      signal,
      endpoint: { url: account.endpoint, credentials: account.credentials },
    });
    const ports = { stacks, region: account.region, clock: account.clock, signal, emit: () => undefined };
    const stack = await readStack('quilt', ports);
    const plan = await makePlan(
      {
        kind: 'update',
        stackName: 'quilt',
        template: { text: resources({}) },
        values: new Map(),
        capabilities: [],
        stack,
      },
      ports,
    );
    if (plan.kind !== 'update') throw new Error(`the plan is ${plan.kind}`);
    const emitted: Event[] = [];
    const opened = {
      connection: { emit: (event: Event) => emitted.push(event) },
    } as unknown as CommandContext;
    reportFindings(opened, plan.findings);
    const style = makeStyle({ width: columns, colors: 0, ascii: false });
    return emitted.flatMap((event) => (event.type === 'check' ? checkLines(event, style) : [])).join('\n');
  } finally {
    await account.close();
  }
}
