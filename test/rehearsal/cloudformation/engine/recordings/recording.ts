import { createHash } from 'node:crypto';
import { firstMoment, startEngine, type TestStack } from '../../account.ts';

export type Engine = ReturnType<typeof startEngine>;
export type EngineOptions = NonNullable<Parameters<typeof startEngine>[0]>;

/** One story told to the engine; what it returns is recorded too (answers to calls, refusals). */
export interface Run {
  readonly start?: EngineOptions | (() => EngineOptions);
  readonly act: (engine: Engine) => Promise<readonly unknown[] | void>;
}

/** Every time as milliseconds since the account began, so that a recording says how long things took. */
const relative = (_: string, value: unknown): unknown =>
  typeof value === 'string' && /^2026-\d\d-\d\dT[\d:.]+Z$/.test(value)
    ? `+${Date.parse(value) - firstMoment}`
    : value;
const printed = (answer: unknown): string =>
  JSON.stringify(JSON.parse(JSON.stringify(answer) ?? 'null'), relative);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const idsOf = async (engine: Engine): Promise<readonly string[]> => {
  const { StackSummaries } = await engine.call<{ StackSummaries: readonly TestStack[] }>('ListStacks');
  return StackSummaries.map(({ StackId }) => StackId).reverse();
};

const operationEvents = async (engine: Engine, StackName: string): Promise<readonly unknown[]> => {
  const all: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page: { OperationEvents: readonly unknown[]; NextToken?: string } = await engine.call(
      'DescribeEvents',
      { StackName, NextToken },
    );
    all.push(...page.OperationEvents);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
};

/** A stack's events as lines, and a digest of everything else that can be asked about it. */
const stackText = async (engine: Engine, id: string): Promise<string> => {
  const events = await engine.events(id);
  const lines = events.map((event) =>
    [
      `+${event.Timestamp.getTime() - firstMoment}`,
      event.PhysicalResourceId === event.StackId ? '*' : event.LogicalResourceId,
      event.ResourceStatus,
      event.DetailedStatus ?? '',
      event.PhysicalResourceId === event.StackId ? '' : event.PhysicalResourceId,
      event.ResourceStatusReason ?? '',
    ].join(' | '),
  );
  const stack = await engine.stack(id);
  const rest = [
    stack,
    await engine.call('ListStackResources', { StackName: id }),
    await operationEvents(engine, id),
    events,
  ];
  return [`stack ${id} ${stack.StackStatus}`, ...lines, `digest ${digest(printed(rest))}`, ''].join('\n');
};

const accountText = ({ account }: Engine): string =>
  `account ${Object.entries(account)
    .filter(([, value]) => value instanceof Map && value.size > 0)
    .map(([name, value]) => `${name}=${[...(value as ReadonlyMap<string, unknown>).keys()].join(',')}`)
    .join(' ')}\n`;

/** Everything that came of one run, as text. */
export const recorded = async (run: Run, seed: number): Promise<string> => {
  const start = typeof run.start === 'function' ? run.start() : run.start;
  const engine = startEngine({ ...start, seed });
  const answers = (await run.act(engine)) ?? [];
  const ids = await idsOf(engine);
  const stacks: string[] = [];
  for (const id of ids) stacks.push(await stackText(engine, id));
  return [
    `seed ${seed}`,
    ...answers.map((one) => `answer ${printed(one)}`),
    ...stacks,
    accountText(engine),
  ].join('\n');
};

export const create = async (engine: Engine, TemplateBody: string, more: object = {}): Promise<void> => {
  await engine.call('CreateStack', {
    StackName: 'demo',
    TemplateBody,
    DisableValidation: true,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ...more,
  });
  await engine.runToEnd();
};
export const update = async (engine: Engine, TemplateBody: string, more: object = {}): Promise<void> => {
  await engine.call('UpdateStack', {
    StackName: 'demo',
    TemplateBody,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ...more,
  });
  await engine.runToEnd();
};
export const act = async (engine: Engine, name: string, more: object = {}): Promise<void> => {
  await engine.call(name, { StackName: 'demo', ...more });
  await engine.runToEnd();
};
export const refused = async (engine: Engine, name: string, more: object = {}): Promise<unknown> => {
  const { code, message } = await engine.refusal(name, { StackName: 'demo', ...more });
  return { refused: name, code, message };
};
/** Lets time pass until the stack is in the status; a step is a fifth of a second. */
export const until = async (engine: Engine, status: string, StackName = 'demo'): Promise<void> => {
  for (let step = 0; step < 20_000; step++) {
    if ((await engine.stack(StackName)).StackStatus === status) return;
    await engine.pass(200);
  }
  throw new Error(`${StackName} never was ${status}`);
};

export const resources = (...entries: readonly string[]): string => `Resources:\n  ${entries.join('\n  ')}\n`;
export const topic = (words: string, more = ''): string =>
  `Topic: { Type: AWS::SNS::Topic, ${more} Properties: { DisplayName: ${words} } }`;
export const namedTopic = (name: string, more = ''): string =>
  `Topic: { Type: AWS::SNS::Topic, ${more} Properties: { TopicName: ${name} } }`;
export const queue = (delay = 0, more = ''): string =>
  `Queue: { Type: AWS::SQS::Queue, ${more} Properties: { DelaySeconds: ${delay} } }`;
export const group = (days = 7): string =>
  `Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt Topic.TopicName, RetentionInDays: ${days} } }`;
export const bucket = 'Bucket: { Type: AWS::S3::Bucket }';
export const refusedBucket = 'Bad: { Type: AWS::S3::Bucket, Properties: { BucketName: Shouting-Name } }';
export const rule = 'Rule: { Type: AWS::Events::Rule, DependsOn: Queue, Properties: { State: ENABLED } }';
export const role =
  'Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17" } } }';
