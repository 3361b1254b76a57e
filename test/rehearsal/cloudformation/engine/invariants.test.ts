import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../../src/rehearsal/account/account.ts';
import { HandClock } from '../../hand-clock.ts';
import { checkAtRest, checkOrder } from '../../../../src/rehearsal/cloudformation/engine/invariants.ts';
import { resourceEvent, stackEvent } from '../../../../src/rehearsal/cloudformation/model/events.ts';
import { Identifiers } from '../../../../src/rehearsal/cloudformation/model/identifiers.ts';
import type {
  ResourceRecord,
  StackRecord,
} from '../../../../src/rehearsal/cloudformation/model/stack-record.ts';
import { newStack, type World } from '../../../../src/rehearsal/cloudformation/model/world.ts';
import { Timeline } from '../../../../src/rehearsal/cloudformation/time/timeline.ts';

const never = (): never => {
  throw new Error('no operation is begun here');
};
const emptyWorld = (): World => ({
  account: emptyAccount({ id: '123456789012', region: 'us-east-1' }),
  timeline: new Timeline(new HandClock(0).account),
  identifiers: new Identifiers(1),
  failures: { logicalIds: [], reasonFor: () => undefined },
  endpoint: () => 'http://127.0.0.1:1',
  fetchTemplate: never,
  stacks: new Map(),
  changeSets: new Map(),
  detections: new Map(),
  revisions: new Map(),
  nestedTemplates: new Map(),
  replies: new Map(),
  assumedTypes: new Set(),
  peers: new Map(),
  signals: new Map(),
  handleSignals: new Map(),
  running: new Map(),
  waitingForRoot: new Map(),
  nested: { create: never, update: never, continueRollback: never, remove: never },
});
const add = (stack: StackRecord, logicalId: string, type = 'AWS::SNS::Topic'): ResourceRecord => {
  const resource: ResourceRecord = {
    logicalId,
    type,
    physicalId: `${logicalId}-1`,
    status: '',
    reason: undefined,
    updatedAt: 0,
    properties: {},
    shown: '{}',
    metadata: undefined,
    attributes: new Map(),
    deletionPolicy: undefined,
    updateReplacePolicy: undefined,
    needs: new Set(),
    drift: [],
  };
  stack.resources.set(logicalId, resource);
  return resource;
};
const start = () => {
  const world = emptyWorld();
  const stack = newStack(world, { name: 'demo', region: 'us-east-1' });
  return { world, stack, topic: add(stack, 'Topic') };
};

describe('an operation that says it has ended', () => {
  it('is believed when every resource has come to a final status', () => {
    const { world, stack, topic } = start();
    resourceEvent(world, stack, topic, 'CREATE_IN_PROGRESS');
    resourceEvent(world, stack, topic, 'CREATE_COMPLETE');
    stackEvent(world, stack, 'CREATE_COMPLETE');
    expect(() => checkAtRest(world, stack, 0)).not.toThrow();
  });

  it('is not while a resource is in progress', () => {
    const { world, stack, topic } = start();
    resourceEvent(world, stack, topic, 'UPDATE_IN_PROGRESS');
    stackEvent(world, stack, 'UPDATE_COMPLETE');
    expect(() => checkAtRest(world, stack, 0)).toThrow(
      'demo is UPDATE_COMPLETE while Topic is UPDATE_IN_PROGRESS',
    );
  });

  it('is not while the stack itself is in progress', () => {
    const { world, stack, topic } = start();
    resourceEvent(world, stack, topic, 'UPDATE_COMPLETE');
    stackEvent(world, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    expect(() => checkAtRest(world, stack, 0)).toThrow(
      'demo is UPDATE_COMPLETE_CLEANUP_IN_PROGRESS though its operation has ended',
    );
  });

  it('is not while a nested stack is in progress', () => {
    const { world, stack, topic } = start();
    resourceEvent(world, stack, topic, 'UPDATE_COMPLETE');
    const child = newStack(world, {
      name: 'child',
      region: 'us-east-1',
      parentId: stack.id,
      rootId: stack.id,
    });
    stackEvent(world, child, 'UPDATE_IN_PROGRESS');
    const resource = add(stack, 'Child', 'AWS::CloudFormation::Stack');
    resource.physicalId = child.id;
    resourceEvent(world, stack, resource, 'UPDATE_COMPLETE');
    stackEvent(world, stack, 'UPDATE_COMPLETE');
    expect(() => checkAtRest(world, stack, 0)).toThrow(
      'demo is UPDATE_COMPLETE while the nested stack of Child is UPDATE_IN_PROGRESS',
    );
  });
});

describe('the order of a walk', () => {
  const needs = new Map([['Group', new Set(['Topic'])]]);
  const recording = (...statuses: readonly (readonly [string, string])[]) => {
    const { world, stack } = start();
    for (const [id, status] of statuses)
      resourceEvent(world, stack, stack.resources.get(id) ?? add(stack, id), status);
    return () => checkOrder(stack.events, needs, ({ status }) => status === 'CREATE_COMPLETE');
  };

  it('is right when what is needed is complete first', () => {
    expect(
      recording(
        ['Topic', 'CREATE_IN_PROGRESS'],
        ['Topic', 'CREATE_COMPLETE'],
        ['Group', 'CREATE_IN_PROGRESS'],
      ),
    ).not.toThrow();
  });

  it('is right when what is needed was there before', () => {
    expect(recording(['Group', 'CREATE_IN_PROGRESS'])).not.toThrow();
  });

  it('is wrong when what is needed is still in progress', () => {
    expect(recording(['Topic', 'CREATE_IN_PROGRESS'], ['Group', 'CREATE_IN_PROGRESS'])).toThrow(
      'Group is CREATE_IN_PROGRESS before Topic is ready for it',
    );
  });
});
