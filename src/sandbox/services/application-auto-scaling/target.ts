import { ObjectNotFoundException$, ValidationException$ } from '@aws-sdk/client-application-auto-scaling';
import { fault, Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { findService } from '../ecs/find.ts';
import type { ServiceRecord } from '../ecs/state.ts';
import type { TargetRecord } from './state.ts';

/** What is scaled: the only kind of thing that the sandbox scales. */
export const DIMENSION = 'ecs:service:DesiredCount';

export interface Scaled {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

export const invalid = (message: string): Fault => fault(ValidationException$, message);

export const badToken = (): Fault => invalid('The next token specified is invalid.');

export const notEmulated = (what: string): Fault => new Fault('NotImplemented', `The sandbox does not emulate ${what}.`, { status: 501 });

/** Refuses what is no service of ECS. */
export function checkScaled({ ServiceNamespace, ResourceId = '', ScalableDimension }: Scaled): void {
  if (ServiceNamespace !== 'ecs') throw notEmulated(`scaling in the namespace ${ServiceNamespace}`);
  if (ScalableDimension === DIMENSION && /^service\/[^/]+\/[^/]+$/.test(ResourceId)) return;
  throw invalid('Unsupported service namespace, resource type or scalable dimension');
}

/** The active service of a resource, if it is there. */
export function serviceOf(world: World, resourceId: string): ServiceRecord | undefined {
  const [, cluster, name = ''] = resourceId.split('/');
  const service = findService(world, cluster, name);
  return service?.status === 'ACTIVE' ? service : undefined;
}

/** The registered target, or AWS's refusal. */
export function targetOf(world: World, scaled: Scaled): TargetRecord {
  checkScaled(scaled);
  const target = world.state.applicationAutoScaling.targets[scaled.ResourceId ?? ''];
  if (target) return target;
  throw fault(
    ObjectNotFoundException$,
    `No scalable target registered for service namespace: ${scaled.ServiceNamespace}, resource ID: ${scaled.ResourceId}, scalable dimension: ${scaled.ScalableDimension}`,
  );
}

export const noSuch = (what: string, name: string | undefined, { ServiceNamespace, ResourceId, ScalableDimension }: Scaled): Fault =>
  fault(
    ObjectNotFoundException$,
    `No ${what} found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}, ${what} name: ${name}`,
  );
