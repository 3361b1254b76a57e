import type { ImportTarget } from '../model/change-set-record.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { make } from '../physical-ids/index.ts';
import { madeWithVpc } from '../physical-ids/network.ts';
import { desiredStateOf } from '../planning/desired-state.ts';

/** As if it had been made here, but under the id that it has. */
export function importedRecord(
  world: World,
  stack: StackRecord,
  definition: Definition,
  { logicalId, type, physicalId, identifier }: ImportTarget,
): ResourceRecord {
  const desired = desiredStateOf(world, stack, definition);
  const raw = definition.template.resources.get(logicalId);
  if (raw === undefined) throw new Error(`${logicalId} left the template while it was imported`);
  const described = desired.describe(raw, desired.evaluate(raw));
  const { account, identifiers, revisions } = world;
  const properties = { ...described.properties, ...identifier };
  const place = { account, region: stack.region, stackName: stack.name };
  const made = make({ ...place, logicalId, type, properties, identifiers, revisions });
  const own = (value: string): string => value.replaceAll(made.physicalId, physicalId);
  const kept = type === 'AWS::EC2::VPC' ? madeWithVpc(physicalId) : {};
  const attributes = Object.entries(made.attributes).map(([name, value]): [string, typeof value] => [
    name,
    identifier[name] ?? kept[name] ?? (typeof value === 'string' ? own(value) : value.map(own)),
  ]);
  return { ...described, physicalId, attributes: new Map(attributes) };
}
