import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../core/clock.ts';
import type { Evidence, Ports, Secrets } from '../core/ports.ts';
import { makeBuckets } from './buckets.ts';
import { AwsConnection } from './connection/connection.ts';
import { credentials, type CredentialChain } from './connection/credentials.ts';
import { endpoints } from './connection/endpoint.ts';
import { silenceSdk } from './connection/sdk-settings.ts';
import { makeDatabases } from './databases.ts';
import { makeFacts } from './facts/facts.ts';
import { makeFixes } from './fixes.ts';
import { makeStacks } from './stacks.ts';
import { makeTemplates } from './templates/templates.ts';
import { makeWorkload } from './workload.ts';

export { realClock } from './clock.ts';
export { customEndpoint } from './connection/endpoint.ts';
export { realFiles } from './files.ts';
export { login, signInCommand, signInOf } from './connection/login.ts';
export { listProfiles, type NamedProfile } from './connection/profile.ts';
export { realProbe } from './probe/probe.ts';
export { chooseRegion, type ChosenRegion, type RegionRequest } from './connection/region.ts';

export interface AwsSettings {
  readonly region: string;
  readonly profile?: string;
  /** Assumed with the credentials at hand, before the first call. */
  readonly roleArn?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Ends readings that are under way when it aborts; calls begun later run as ever. As a getter it may be renewed. */
  readonly signal: AbortSignal | (() => AbortSignal);
  /** A rehearsal's server and its keys: nothing in the user's shell or files counts then. */
  readonly endpoint?: { readonly url: string; readonly credentials: AwsCredentialIdentity };
  /** Asks for the code of an MFA device; absent: nobody can be asked. */
  readonly mfaPrompt?: (serial: string) => Promise<string>;
  /** One line per call: action, region, outcome, milliseconds. Never a value. */
  readonly verbose?: (line: string) => void;
}

export type AwsPorts = Pick<
  Ports,
  | 'facts'
  | 'stacks'
  | 'templates'
  | 'dns'
  | 'secrets'
  | 'buckets'
  | 'databases'
  | 'fixes'
  | 'policies'
  | 'evidence'
  | 'workload'
> & {
  /** Custom endpoints given in code or by the environment, for the header; `customEndpoint` knows a profile's too. */
  readonly endpointShown?: string;
  /** Reads the credential chain anew, cached files included. Rejects as a call would when it still fails. */
  readonly reloadCredentials: () => Promise<void>;
};

const makeSecrets = (aws: AwsConnection): Secrets => {
  const manager = () => aws.clock.during(import('./services/secrets-manager/secrets.ts'));
  return {
    secret: async (id) => (await manager()).secret(aws, id),
    parameter: async (name) =>
      (await aws.clock.during(import('./services/ssm/parameters.ts'))).parameter(aws, name),
    create: async (name, value, description) => (await manager()).createSecret(aws, name, value, description),
    remove: async (name) => (await manager()).removeSecret(aws, name),
  };
};

const makeEvidence = (aws: AwsConnection): Evidence => {
  const trail = () => aws.clock.during(import('./services/cloudtrail/trails.ts'));
  return {
    stoppedTasks: async (cluster, service) =>
      (await aws.clock.during(import('./services/ecs/tasks.ts'))).stoppedTasks(aws, cluster, service),
    logTail: async (group, options) =>
      (await aws.clock.during(import('./services/logs/tail.ts'))).logTail(aws, group, options),
    deniedCalls: async (sinceMs) => (await trail()).deniedCalls(aws, sinceMs),
    startedBy: async (stackName, sinceMs) => (await trail()).startedBy(aws, stackName, sinceMs),
    bucketContents: async (bucket, limit) =>
      (await aws.clock.during(import('./services/s3/buckets.ts'))).bucketContents(aws, bucket, limit),
    drift: async (stackName) =>
      (await aws.clock.during(import('./services/cloudformation/operations.ts'))).drift(aws, stackName),
  };
};

const makePolicies = (aws: AwsConnection): Ports['policies'] => ({
  setTrust: async (name, document) =>
    (await aws.clock.during(import('./services/iam/roles.ts'))).setTrust(aws, name, document),
  setKeyPolicy: async (arn, document) =>
    (await aws.clock.during(import('./services/kms/keys.ts'))).setKeyPolicy(aws, arn, document),
});

const makeDns = (aws: AwsConnection): Ports['dns'] => {
  const route53 = () => aws.clock.during(import('./services/route53/records.ts'));
  return {
    change: async (zoneId, batch, comment) => (await route53()).changeRecords(aws, zoneId, batch, comment),
    inSync: async (changeId) => (await route53()).inSync(aws, changeId),
    createZone: async (name, reference) =>
      (await aws.clock.during(import('./services/route53/zones.ts'))).createZone(aws, name, reference),
  };
};

interface Reach {
  readonly aws: AwsConnection;
  readonly inUse: CredentialChain;
}

const reach = (settings: AwsSettings): Reach => {
  const { region, profile, roleArn, env, clock, signal, endpoint, mfaPrompt, verbose } = settings;
  const fixed = endpoint?.credentials;
  const inUse = credentials({
    env,
    region,
    clock,
    profile,
    fixed,
    mfaPrompt,
    roleArn,
    endpoint: endpoint?.url,
  });
  const aws = new AwsConnection({
    region,
    profile,
    credentials: inUse.provider,
    endpoints: endpoints(env, profile, endpoint?.url),
    env,
    clock,
    signal: typeof signal === 'function' ? signal : () => signal,
    verbose,
  });
  return { aws, inUse };
};

/** Everything that is asked of AWS. Nothing is called, and no SDK client loaded, before the first question. */
export function makeAws(settings: AwsSettings): AwsPorts {
  silenceSdk();
  const { aws, inUse } = reach(settings);
  const { shown } = aws.endpoints;
  const facts = makeFacts(aws);
  return {
    facts,
    stacks: makeStacks(aws),
    templates: makeTemplates(aws, facts),
    dns: makeDns(aws),
    secrets: makeSecrets(aws),
    buckets: makeBuckets(aws, facts),
    databases: makeDatabases(aws),
    fixes: makeFixes(aws, facts),
    policies: makePolicies(aws),
    evidence: makeEvidence(aws),
    workload: makeWorkload(aws),
    endpointShown: shown,
    reloadCredentials: async () => {
      try {
        await settings.clock.during(inUse.reload());
      } catch (error) {
        throw aws.failure(error, { service: 'sts', operation: 'GetCallerIdentity', region: aws.region });
      }
      facts.refresh('identity');
    },
  };
}
