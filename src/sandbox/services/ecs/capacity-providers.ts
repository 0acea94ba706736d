import {
  DescribeCapacityProviders$,
  type CapacityProvider,
  type CapacityProviderStrategyItem,
  type DescribeCapacityProvidersRequest,
  type DescribeCapacityProvidersResponse,
} from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { invalidParameter } from './faults.ts';

/** Those that every account has. */
const PROVIDERS = ['FARGATE', 'FARGATE_SPOT'];

export function checkCapacityProviders(names: readonly string[] | undefined): void {
  const unknown = names?.find(name => !PROVIDERS.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(`The specified capacity provider '${unknown}' was not found. Specify a valid name or ARN and try again.`);
}

/** Refuses a strategy that names a provider the cluster does not have. */
export function checkStrategy(providers: readonly string[], strategy: readonly CapacityProviderStrategyItem[] | undefined): void {
  const missing = strategy?.find(item => !providers.includes(item.capacityProvider ?? ''));
  if (missing) {
    throw invalidParameter(
      `The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.`,
    );
  }
  if (strategy?.length && strategy.every(item => (item.weight ?? 0) === 0)) {
    throw invalidParameter(
      'The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0.',
    );
  }
}

const toCapacityProvider = (world: World, name: string): CapacityProvider => ({
  capacityProviderArn: arn(world, 'ecs', `capacity-provider/${name}`),
  name,
  status: 'ACTIVE',
  tags: [],
});

export const describeCapacityProviders = operation(
  DescribeCapacityProviders$,
  (world: World, input: DescribeCapacityProvidersRequest): DescribeCapacityProvidersResponse => {
    const asked = (input.capacityProviders ?? PROVIDERS).map(name => name.slice(name.lastIndexOf('/') + 1));
    return {
      capacityProviders: asked.filter(name => PROVIDERS.includes(name)).map(name => toCapacityProvider(world, name)),
      failures: asked
        .filter(name => !PROVIDERS.includes(name))
        .map(name => ({ arn: arn(world, 'ecs', `capacity-provider/${name}`), reason: 'MISSING' })),
    };
  },
);
