import type { World } from '../../world.ts';
import { find, SUBNET } from './kinds.ts';
import type { SubnetRecord } from './state.ts';

/** The subnet of this id. */
export const findSubnet = (world: World, subnetId: string | undefined): SubnetRecord => find(SUBNET, world, subnetId, 'subnetId');
