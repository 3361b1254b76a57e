import type { Change as WireChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { Change, ChangedProperty } from '../../../core/stack.ts';

type RequiresRecreation = ChangedProperty['requiresRecreation'];
const strength: readonly RequiresRecreation[] = ['Never', 'Conditionally', 'Always'];

const nameOf = ({ Target }: ResourceChangeDetail): string =>
  Target?.Attribute === 'Properties' ? (Target.Name ?? 'Properties') : (Target?.Attribute ?? '');

const readDetail = (detail: ResourceChangeDetail): ChangedProperty => ({
  name: nameOf(detail),
  requiresRecreation: detail.Target?.RequiresRecreation ?? 'Never',
  before: detail.Target?.BeforeValue === undefined ? undefined : detail.Target.BeforeValue,
  after: detail.Target?.AfterValue === undefined ? undefined : detail.Target.AfterValue,
  causedBy: detail.CausingEntity,
});

const merged = (one: ChangedProperty, other: ChangedProperty): ChangedProperty => ({
  ...other,
  ...one,
  requiresRecreation:
    strength.indexOf(one.requiresRecreation) >= strength.indexOf(other.requiresRecreation)
      ? one.requiresRecreation
      : other.requiresRecreation,
});

/** CloudFormation names a property twice when it weighs it once statically and once by its references. */
const properties = (details: readonly ResourceChangeDetail[]): readonly ChangedProperty[] => {
  const byName = new Map<string, ChangedProperty>();
  for (const next of details.map(readDetail)) {
    const known = byName.get(next.name);
    byName.set(next.name, known === undefined ? next : merged(known, next));
  }
  return [...byName.values()];
};

/** Undefined for a change that is no resource's, as of a kind AWS may add. */
export function readChange({ ResourceChange: change }: WireChange): Change | undefined {
  if (change === undefined) return undefined;
  return {
    action: change.Action ?? 'Dynamic',
    logicalId: change.LogicalResourceId ?? '',
    type: change.ResourceType ?? '',
    physicalId: change.PhysicalResourceId,
    replacement: change.Replacement,
    policyAction: change.PolicyAction,
    properties: properties(change.Details ?? []),
    path: [],
    drifted: ['MODIFIED', 'DELETED'].includes(change.ResourceDriftStatus ?? '') ? true : undefined,
    nestedChangeSetId: change.ChangeSetId,
  };
}
