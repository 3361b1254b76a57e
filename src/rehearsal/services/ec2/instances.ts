import { DescribeImages$, DescribeInstances$, DescribeVolumes$ } from '@aws-sdk/client-ec2';
import type { Operation } from '../../service.ts';
import { operation } from '../../service.ts';
import type { CallContext } from '../../service.ts';
import type { AccountState, Regional } from '../../account/state.ts';
import { describing, notThere } from './describe.ts';

/** Things of which only the id is kept: parameters may name them, and that is all. */
const byId =
  (collection: (account: AccountState) => ReadonlyMap<string, Regional>) => (account: AccountState) =>
    new Map([...collection(account)].map(([id, { region }]) => [id, { id, region }]));

const describeImages = describing(DescribeImages$, {
  ids: 'ImageIds',
  output: 'Images',
  collection: byId(({ images }) => images),
  absent: (ids) => notThere('InvalidAMIID.NotFound', 'image id')(ids),
  filters: { 'image-id': ({ id }) => [id] },
  shown: ({ id }) => ({ ImageId: id, State: 'available' }),
});

const describeVolumes = describing(DescribeVolumes$, {
  ids: 'VolumeIds',
  output: 'Volumes',
  collection: byId(({ volumes }) => volumes),
  absent: notThere('InvalidVolume.NotFound', 'volume'),
  filters: { 'volume-id': ({ id }) => [id] },
  shown: ({ id }) => ({ VolumeId: id, State: 'in-use' }),
});

/** Instances come in reservations, one each here. */
const describeInstances = (
  input: { readonly InstanceIds?: readonly string[] },
  { account, region }: CallContext,
): object => {
  const here = [...account.instances].filter(([, placed]) => placed.region === region).map(([id]) => id);
  const missing = (input.InstanceIds ?? []).filter((id) => !here.includes(id));
  if (missing.length > 0) throw notThere('InvalidInstanceID.NotFound', 'instance ID')(missing);
  return {
    Reservations: (input.InstanceIds ?? here).map((InstanceId) => ({
      Instances: [{ InstanceId, State: { Name: 'running' } }],
    })),
  };
};

export const instanceOperations: Readonly<Record<string, Operation>> = {
  DescribeImages: describeImages,
  DescribeVolumes: describeVolumes,
  DescribeInstances: operation(DescribeInstances$, describeInstances),
};
