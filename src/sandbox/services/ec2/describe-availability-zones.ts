import {
  DescribeAvailabilityZones$,
  type AvailabilityZone,
  type DescribeAvailabilityZonesRequest,
  type DescribeAvailabilityZonesResult,
  type Tag,
} from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { invalidParameter } from './faults.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { zonesOf } from './zones.ts';

interface DescribedZone extends AvailabilityZone {
  readonly Tags: readonly Tag[];
}

const FILTERS: FilterTable<DescribedZone> = {
  'group-name': zone => zone.GroupName,
  'opt-in-status': zone => zone.OptInStatus,
  'region-name': zone => zone.RegionName,
  state: zone => zone.State,
  'zone-id': zone => zone.ZoneId,
  'zone-name': zone => zone.ZoneName,
  'zone-type': zone => zone.ZoneType,
};

const describeZones = (region: string): DescribedZone[] =>
  zonesOf(region).map(({ name, id }) => ({
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    OptInStatus: 'opt-in-not-required',
    RegionName: region,
    State: 'available',
    Tags: [],
    ZoneId: id,
    ZoneName: name,
    ZoneType: 'availability-zone',
  }));

function refuseUnknown(wanted: readonly string[] | undefined, known: readonly (string | undefined)[]): void {
  const unknown = wanted?.find(name => !known.includes(name));
  if (unknown !== undefined) throw invalidParameter(`Invalid availability zone: [${unknown}]`);
}

export const describeAvailabilityZones = operation(
  DescribeAvailabilityZones$,
  (world, input: DescribeAvailabilityZonesRequest): DescribeAvailabilityZonesResult => {
    const zones = describeZones(world.region);
    refuseUnknown(
      input.ZoneNames,
      zones.map(({ ZoneName }) => ZoneName),
    );
    refuseUnknown(
      input.ZoneIds,
      zones.map(({ ZoneId }) => ZoneId),
    );
    const wanted = zones.filter(
      ({ ZoneName = '', ZoneId = '' }) =>
        (!input.ZoneNames?.length || input.ZoneNames.includes(ZoneName)) && (!input.ZoneIds?.length || input.ZoneIds.includes(ZoneId)),
    );
    return { AvailabilityZones: [...applyFilters(wanted, input.Filters, FILTERS)] };
  },
);
