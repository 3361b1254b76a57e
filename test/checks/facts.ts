import type { Clock } from '../../src/core/clock.ts';
import { runChecks } from '../../src/checks/index.ts';
import type { Check, DeploymentTarget, Verdict } from '../../src/core/check.ts';
import { awsCodes, InstallError } from '../../src/core/errors.ts';
import { exitCodes } from '../../src/core/exit-codes.ts';
import type { Certificate, Identity } from '../../src/core/facts.ts';
import type { Value, Values } from '../../src/core/parameter.ts';
import type { Facts, Probe } from '../../src/core/ports.ts';
import type { Stack } from '../../src/core/stack.ts';
import type { ErrorCode } from '../../src/core/ids.ts';
import { quilt } from '../helpers/products.ts';

export const now = Date.parse('2026-11-20T12:00:00Z');
export const account = '123456789012';

/** What the ready account's stack is given. */
export const sampleValues = {
  AdminEmail: 'ops@example.com',
  CertificateArnELB: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
  QuiltWebHost: 'quilt.data.example.com',
  VPC: 'vpc-00000000000000001',
  Subnets: 'subnet-0000000000000000a,subnet-0000000000000000b',
  IntraSubnets: 'subnet-0000000000000000c,subnet-0000000000000000d',
  UserSubnets: 'subnet-0000000000000000e,subnet-0000000000000000f',
  UserSecurityGroup: 'sg-00000000000000001',
  ApiGatewayVPCEndpoint: 'vpce-00000000000000001',
};

export const identity: Identity = {
  account,
  arn: `arn:aws:iam::${account}:user/ops`,
  partition: 'aws',
};

/** A method that a test did not foresee fails loudly instead of answering something harmless. */
const strict = <T extends object>(given: Partial<T>, name: string): T =>
  new Proxy(given, {
    get: (target, key) => {
      if (key in target) return Reflect.get(target, key) as unknown;
      return () => Promise.reject(new Error(`${name}.${String(key)} was not foreseen by this test`));
    },
  }) as T;

const factsOf = (given: Partial<Facts>): Facts =>
  strict<Facts>({ region: 'us-east-1', identity: () => Promise.resolve(identity), ...given }, 'facts');

const probeOf = (given: Partial<Probe>): Probe => strict<Probe>({ rehearsed: false, ...given }, 'probe');

export const targetOf = (given: Partial<DeploymentTarget> = {}): DeploymentTarget => ({
  kind: 'create',
  region: 'us-east-1',
  stackName: 'quilt',
  buckets: [],
  product: quilt,
  ...given,
});

export const valuesOf = (given: Readonly<Record<string, string>>): Values =>
  new Map(
    Object.entries(given).map(([key, value]): [string, Value] => [
      key,
      { key, value, source: 'flag', secret: false },
    ]),
  );

export interface Situation {
  readonly facts?: Partial<Facts>;
  readonly probe?: Partial<Probe>;
  readonly target?: Partial<DeploymentTarget>;
  readonly values?: Readonly<Record<string, string>> | Values;
}

const isMap = (values: Readonly<Record<string, string>> | Values): values is Values => values instanceof Map;

export const judgingOf = ({ facts = {}, probe = {}, target = {}, values = {} }: Situation) => ({
  facts: factsOf(facts),
  probe: probeOf(probe),
  target: targetOf(target),
  values: isMap(values) ? values : valuesOf(values),
  now,
});

/** Time stands still: no limit strikes. */
export const clock: Clock = {
  now: () => now,
  sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
  during: (work) => work,
};

/** The verdict as a run would report it: denied calls, crashes and missing values included. */
export const verdictOf = async (check: Check, situation: Situation): Promise<Verdict> => {
  const [result] = await runChecks({ checks: [check], input: judgingOf(situation), clock });
  if (result === undefined) throw new Error('no result');
  return result.verdict;
};

const failing =
  (code: ErrorCode, message: string, extra: { permission?: string } = {}) =>
  (): Promise<never> =>
    Promise.reject(
      new InstallError({ code, message, hint: 'do something', exitCode: exitCodes.noAccess, ...extra }),
    );

export const denied = (permission: string): (() => Promise<never>) =>
  failing(awsCodes.denied, `not allowed: ${permission}`, { permission });
export const throttled = failing(awsCodes.throttled, 'Rate exceeded');
export const expired = failing(awsCodes.expired, 'The session has expired.');
export const answering =
  <T>(value: T) =>
  (): Promise<T> =>
    Promise.resolve(value);

export const certificate = (given: Partial<Certificate> = {}): Certificate => ({
  arn: `arn:aws:acm:us-east-1:${account}:certificate/11111111-1111-4111-8111-111111111111`,
  region: 'us-east-1',
  names: ['*.data.example.com'],
  namesComplete: true,
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA-2048',
  inUse: false,
  inUseBy: [],
  notAfter: now + 150 * 86_400_000,
  validation: [],
  ...given,
});

export const stack = (given: Partial<Stack> = {}): Stack => ({
  id: `arn:aws:cloudformation:us-east-1:${account}:stack/quilt/0`,
  name: 'quilt',
  status: 'CREATE_COMPLETE',
  parameters: new Map(),
  outputs: new Map(),
  exports: [],
  tags: new Map(),
  notificationArns: [],
  capabilities: [],
  terminationProtection: true,
  createdAt: now - 86_400_000,
  lastOperations: [],
  ...given,
});
