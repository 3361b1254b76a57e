import { describe, expect, it } from 'vitest';
import { awaitReady } from '../../../src/commands/shared/stack/await-ready.ts';
import { InstallError } from '../../../src/core/errors.ts';
import type { Event } from '../../../src/core/events.ts';
import type { ErrorCode } from '../../../src/core/ids.ts';
import type { Workload } from '../../../src/core/workload.ts';
import { rehearsed, type Rehearsed } from '../../stack/rehearsed.ts';

const service = 'arn:aws:ecs:us-east-1:123456789012:service/cluster/registry';
const resources = [
  ['DB', 'AWS::RDS::DBInstance', 'db-1'],
  ['Search', 'AWS::Elasticsearch::Domain', 'search-1'],
  ['Registry', 'AWS::ECS::Service', service],
  ['Targets', 'AWS::ElasticLoadBalancingV2::TargetGroup', 'arn:targets'],
  ['Queue', 'AWS::SQS::Queue', 'https://queue'],
].map(([logicalId = '', type = '', physicalId = '']) => ({
  logicalId,
  type,
  physicalId,
  status: 'CREATE_COMPLETE',
}));

const nobody = (): Promise<never> => Promise.reject(new Error('nobody asks for it'));
const failing = (code: ErrorCode) => (): Promise<never> =>
  Promise.reject(new InstallError({ code, message: 'm', hint: 'h', exitCode: 10 }));

/** All of it can be used from `readyAt` on, by the account's clock. */
const workload = (ports: Rehearsed, readyAt: number, asked: string[]): Workload => {
  const ready = (): boolean => ports.clock.now() >= readyAt;
  return {
    database: (id) => {
      asked.push(id);
      return Promise.resolve({
        status: ready() ? 'available' : 'creating',
        engine: 'postgres',
        engineVersion: '15',
        allocatedGiB: 10,
      });
    },
    searchDomain: () => Promise.resolve({ processing: !ready() }),
    ecsServices: (cluster, [name = '']) => {
      asked.push(`${cluster} ${name}`);
      return Promise.resolve([{ name, status: 'ACTIVE', desired: 2, running: ready() ? 2 : 1 }]);
    },
    targets: () => Promise.resolve([{ id: 'i-1', state: ready() ? 'healthy' : 'initial' }]),
    databaseCluster: nobody,
    trailLogging: nobody,
    metrics: nobody,
    cost: nobody,
  };
};

const wait = async (readyAfterMs: number, limitMs?: number, database?: Workload['database']) => {
  const ports = await rehearsed();
  try {
    const asked: string[] = [];
    const begun = ports.clock.now();
    const known = workload(ports, begun + readyAfterMs, asked);
    const emitted: Event[] = [];
    const left = await awaitReady(
      'quilt',
      {
        ...ports,
        emit: (event) => void emitted.push(event),
        stacks: { ...ports.stacks, resources: () => Promise.resolve(resources) },
        workload: { ...known, ...(database === undefined ? {} : { database }) },
      },
      limitMs,
    );
    return { left, asked, emitted, waited: ports.clock.now() - begun };
  } finally {
    await ports.close();
  }
};

describe('what express mode left to be waited for', () => {
  it('is waited for until all of it can be used', async () => {
    const { left, asked, waited, emitted } = await wait(60_000);
    expect(left).toEqual([]);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(new Set(asked)).toEqual(new Set(['db-1', `cluster ${service}`]));
    expect(emitted[0]).toMatchObject({ type: 'busy', message: 'Waiting for DB, Search, Registry, Targets' });
    expect(emitted.at(-1)).toEqual({ type: 'busy' });
  });

  it('is left after 30 minutes, or as soon as the person said, with the names of it', async () => {
    const whole = await wait(Infinity);
    expect(whole.left).toEqual(['DB', 'Search', 'Registry', 'Targets']);
    expect(whole.waited).toBeGreaterThanOrEqual(1_800_000);
    const short = await wait(Infinity, 30_000);
    expect(short.left).toHaveLength(4);
    expect(short.waited).toBeLessThan(60_000);
  });

  it('does not wait for what may not be looked at', async () => {
    const { left } = await wait(Infinity, 15_000, failing('aws-denied'));
    expect(left).toEqual(['Search', 'Registry', 'Targets']);
  });

  it('takes an answer that was lost for none', async () => {
    expect((await wait(0, 15_000, failing('aws-unreachable'))).left).toEqual(['DB']);
  });
});
