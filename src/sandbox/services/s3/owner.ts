import type { Owner } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import type { World } from '../../world.ts';

/** The canonical user id of the account. */
export const ownerOf = (world: World): Owner => ({ ID: createHash('sha256').update(world.account).digest('hex') });
