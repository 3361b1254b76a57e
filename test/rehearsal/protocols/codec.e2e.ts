import * as acm from '@aws-sdk/client-acm';
import * as monitoring from '@aws-sdk/client-cloudwatch';
import * as ce from '@aws-sdk/client-cost-explorer';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as elasticloadbalancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as es from '@aws-sdk/client-elasticsearch-service';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as rds from '@aws-sdk/client-rds';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as servicequotas from '@aws-sdk/client-service-quotas';
import * as ses from '@aws-sdk/client-sesv2';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { JumpingClock } from '../../../src/rehearsal/clock/jumping-clock.ts';
import { firstAccessKeyId, KeyRing } from '../../../src/rehearsal/account/credentials.ts';
import type { RunningAccount } from '../../../src/rehearsal/server/call.ts';
import { parseFaults } from '../../../src/rehearsal/faults/faults.ts';
import { Outages } from '../../../src/rehearsal/faults/outages.ts';
import { membersOf, operationShape } from '../../../src/rehearsal/protocols/schema.ts';
import type { ShapeMember, Shape } from '../../../src/rehearsal/protocols/schema.ts';
import { listen } from '../../../src/rehearsal/server/server.ts';
import type { Listening } from '../../../src/rehearsal/server/server.ts';
import type { Service } from '../../../src/rehearsal/service.ts';
import { services } from '../../../src/rehearsal/services/index.ts';

/**
 * The server's codec against the SDK's own, over HTTP: whatever a client sends arrives as it was, and whatever a
 * handler answers comes out as it was. The SDK's half is independent of ours but for the schemas.
 */
const packages: Readonly<Record<string, object>> = {
  acm,
  cloudtrail,
  ec2,
  ecs,
  elasticloadbalancing,
  es,
  iam,
  kms,
  lambda,
  logs,
  rds,
  route53,
  s3,
  secretsmanager,
  monitoring,
  ce,
  servicequotas,
  ses,
  sns,
  ssm,
  sts,
};

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
}

const exported = <T>(service: Service, pick: (name: string) => boolean): T => {
  const found = Object.entries(packages[service.id] ?? {}).find(([name]) => pick(name));
  if (found === undefined) throw new TypeError(`nothing fits in the client of ${service.id}`);
  return found[1] as T;
};

/** Characters that trip encoders, inside words that no parser may trim. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'Z',
      '0',
      ' ',
      '&',
      '<',
      '>',
      '"',
      "'",
      '%',
      '+',
      '=',
      '/',
      '.',
      'ü',
      '漢',
      '😀',
      '\n',
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => `x${parts.join('')}y`);
const word = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/);

/** The client computes these by itself or refuses what is made up. */
const clientsOwn =
  /^(Checksum|SSECustomer|CopySource|ContentMD5|ContentLength|Expires|Part|Range|Grant|IdempotencyToken|ClientRequestToken|ClientToken|AccountId$|.*UrlEncoded)/;

const isBound = ({ traits }: ShapeMember): boolean =>
  ['httpLabel', 'httpHeader', 'httpQuery', 'httpPrefixHeaders'].some((name) => traits[name] !== undefined);

const valueFor = (shape: Shape, depth: number, bound: boolean): fc.Arbitrary<unknown> => {
  switch (shape.kind) {
    case 'string':
      return bound ? word : text;
    case 'number':
      return fc.integer({ min: 0, max: 1_000_000 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 40 });
    case 'list':
      return fc.array(valueFor(shape.member.shape, depth + 1, bound), { minLength: 1, maxLength: 3 });
    case 'map':
      return fc.dictionary(word, valueFor(shape.value.shape, depth + 1, bound), { minKeys: 1, maxKeys: 3 });
    case 'structure':
      return structureFor(shape, depth + 1);
    default:
      return fc.constant({});
  }
};

const structureFor = (shape: Shape, depth: number): fc.Arbitrary<Record<string, unknown>> => {
  const members = membersOf(shape).filter(
    (member) => (depth < 4 || member.required) && (member.required || !clientsOwn.test(member.name)),
  );
  const required = members.filter((member) => member.required || member.traits['httpLabel'] !== undefined);
  return fc.record(
    Object.fromEntries(
      members.map((member) => [member.name, valueFor(member.shape, depth, isBound(member))]),
    ),
    { requiredKeys: required.map(({ name }) => name) },
  );
};

/** Query protocols cannot say "an empty structure"; nothing and an empty one are the same to both sides. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const essence = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(essence).filter((item) => !isEmpty(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, essence(item)] as const)
    .filter(([key, item]) => key !== '$metadata' && !isEmpty(item));
  return Object.fromEntries(entries);
};

let answer: unknown;
let seen: { operation: string; input: unknown };

/** The very services, with handlers that only remember and repeat. */
const echoing = (service: Service): Service => ({
  id: service.id,
  operations: Object.fromEntries(
    Object.entries(service.operations).map(([name, { schema }]) => [
      name,
      {
        schema,
        handle: (input: unknown) => {
          seen = { operation: name, input };
          return answer;
        },
      },
    ]),
  ),
});

let server: Listening;
const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
const clock = new JumpingClock(0);

beforeAll(async () => {
  const keys = new KeyRing(account, () => 0);
  const faults = parseFaults([]);
  const running: RunningAccount = {
    account,
    clock: clock.account,
    services: new Map(services.map((service) => [service.id, echoing(service)])),
    keys,
    failures: faults.failures,
    outages: new Outages(faults, keys, () => 0, 1),
    endpoint: () => '',
    calls: [],
    log: () => undefined,
  };
  server = await listen({ running, clock, latencyMs: 0, port: 0, drain: false });
});
afterAll(async () => {
  clock.close();
  await server.close();
});

const clientOf = (service: Service): Client => {
  const Client = exported<new (config: object) => Client>(
    service,
    (name) => /^[A-Z]\w*Client$/.test(name) && name !== '__Client',
  );
  return new Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: firstAccessKeyId, secretAccessKey: 'x' },
    forcePathStyle: true,
    maxAttempts: 1,
    disableHostPrefix: true,
  });
};

const withoutStreams = async (result: Record<string, unknown>): Promise<Record<string, unknown>> => {
  const body = result['Body'] as { transformToByteArray?: () => Promise<Uint8Array> } | undefined;
  return body?.transformToByteArray === undefined
    ? result
    : { ...result, Body: await body.transformToByteArray() };
};

/** The client takes a copy that answers without a body for one that was broken off. */
const copyResults: Readonly<Record<string, object>> = {
  CopyObject: { CopyObjectResult: {} },
  UploadPartCopy: { CopyPartResult: {} },
};

describe.each(services)('$id', (service) => {
  it.each(Object.keys(service.operations))('%s arrives and comes back as it was', async (name) => {
    const shape = operationShape(service.operations[name]!.schema);
    const Command = exported<new (input: object) => object>(service, (key) => key === `${name}Command`);
    const client = clientOf(service);
    const answers = shape.output.kind === 'unit' ? fc.constant({}) : structureFor(shape.output, 0);
    const output = answers.map((one) => ({ ...(copyResults[name] ?? {}), ...one }));
    await fc.assert(
      fc.asyncProperty(structureFor(shape.input, 0), output, async (input, given) => {
        answer = given;
        const result = await withoutStreams(await client.send(new Command(input)));
        expect(seen.operation).toBe(name);
        expect(essence(seen.input)).toMatchObject(essence(input) as object);
        expect(essence(result)).toMatchObject(essence(given) as object);
      }),
      { numRuns: 6 },
    );
  });
});
