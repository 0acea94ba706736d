import { UserError } from '../errors.ts';
import type { Candidate } from './network-facts.ts';

export interface NetworkRequest {
  readonly vpcId: string;
  readonly region: string;
  readonly scheme: 'internet-facing' | 'internal';
}

/** What is wrong with a subnet; the catalogue has words for each. */
export type SubnetFault = 'unknown' | 'otherVpc' | 'notAvailable' | 'notPublic' | 'noRouteOut';

export interface SubnetProblem {
  readonly subnet: string;
  readonly fault: SubnetFault;
}

/** A load balancer needs as many. Each more costs another public address. */
const ZONES = 2;

/** Zones that have no Fargate: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html */
const WITHOUT_FARGATE = new Set(['apne1-az3', 'usw1-az2']);

/** The subnets that the user named, in that order. Everything that is wrong with any of them is told at once. */
export function checkSubnets(request: NetworkRequest, candidates: readonly Candidate[], wanted: readonly string[]): readonly Candidate[] {
  const byId = new Map(candidates.map(candidate => [candidate.id, candidate]));
  const problems = wanted.flatMap((subnet): SubnetProblem[] => {
    const fault = faultOf(request, byId.get(subnet));
    return fault === undefined ? [] : [{ subnet, fault }];
  });
  const chosen = wanted.flatMap(id => byId.get(id) ?? []);
  const zones = zonesOf(chosen);
  if (problems.length > 0 || zones.length < ZONES) throw new UserError('subnetsUnfit', { vpc: request.vpcId, problems, zones });
  return chosen;
}

/** One fit subnet in each of two zones: those of the last time where they are still fit, else private ones for an internal service, and the VPC's default ones first. */
export function pickSubnets(
  request: NetworkRequest,
  candidates: readonly Candidate[],
  known: readonly string[] | undefined,
): readonly Candidate[] {
  const fit = candidates.filter(candidate => faultOf(request, candidate) === undefined);
  const before = (known ?? []).flatMap(id => fit.find(candidate => candidate.id === id) ?? []);
  if (before.length === known?.length && zonesOf(before).length >= ZONES) return before;
  const suitable = fit.filter(({ zone, zoneId }) => isPlainZone(request.region, zone) && !WITHOUT_FARGATE.has(zoneId)).sort(byPreference);
  const preferred = (['private', 'public'] as const)
    .map(route => onePerZone(suitable.filter(candidate => candidate.route === route)))
    .find(group => group.length >= ZONES);
  if (preferred !== undefined) return preferred.slice(0, ZONES);
  throw new UserError('noFitSubnets', { vpc: request.vpcId, scheme: request.scheme, zones: zonesOf(suitable) });
}

function faultOf({ vpcId, scheme }: NetworkRequest, candidate: Candidate | undefined): SubnetFault | undefined {
  if (candidate === undefined) return 'unknown';
  if (candidate.vpcId !== vpcId) return 'otherVpc';
  if (!candidate.isAvailable) return 'notAvailable';
  if (candidate.route === 'none') return 'noRouteOut';
  return scheme === 'internet-facing' && candidate.route !== 'public' ? 'notPublic' : undefined;
}

const zonesOf = (candidates: readonly Candidate[]): readonly string[] => [...new Set(candidates.map(({ zone }) => zone))].sort();

/** Not a local or wavelength zone, where most of the services are missing: `us-west-2-lax-1a`. */
const isPlainZone = (region: string, zone: string): boolean => zone.length === region.length + 1 && zone.startsWith(region);

const byPreference = (a: Candidate, b: Candidate): number =>
  Number(b.isDefault) - Number(a.isDefault) || a.zone.localeCompare(b.zone) || a.id.localeCompare(b.id);

const onePerZone = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter((candidate, i) => candidates.findIndex(({ zone }) => zone === candidate.zone) === i);
