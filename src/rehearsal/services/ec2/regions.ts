import { DescribeAvailabilityZones$, DescribeRegions$ } from '@aws-sdk/client-ec2';
import { zonesOf } from '../../account/regions.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';

interface DescribeRegionsInput {
  readonly RegionNames?: readonly string[];
  readonly AllRegions?: boolean;
}

const describeRegions = (input: DescribeRegionsInput, { account }: CallContext): object => {
  const unknown = (input.RegionNames ?? []).find((name) => !account.regions.has(name));
  if (unknown !== undefined)
    throw new ServiceError('InvalidParameterValue', `Invalid region provided: ${unknown}`);
  const found = [...account.regions.values()].filter(
    ({ name, optInStatus }) =>
      (input.RegionNames ?? [name]).includes(name) &&
      // Only enabled ones, unless all are asked for or it is named.
      (optInStatus !== 'not-opted-in' || input.AllRegions === true),
  );
  return {
    Regions: found.map(({ name, optInStatus }) => ({
      RegionName: name,
      Endpoint: `ec2.${name}.${account.dnsSuffix}`,
      OptInStatus: optInStatus,
    })),
  };
};

const describeZones = (_input: object, { region }: CallContext): object => ({
  AvailabilityZones: zonesOf(region).map(({ name, id }) => ({
    ZoneName: name,
    ZoneId: id,
    RegionName: region,
    GroupName: region,
    State: 'available',
    OptInStatus: 'opt-in-not-required',
    ZoneType: 'availability-zone',
  })),
});

export const regionOperations: Readonly<Record<string, Operation>> = {
  DescribeRegions: operation(DescribeRegions$, describeRegions),
  DescribeAvailabilityZones: operation(DescribeAvailabilityZones$, describeZones),
};
