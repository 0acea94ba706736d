import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { World } from '../../world.ts';

type Region = Pick<World, 'state' | 'region'>;

/** The password that goes with the user `AWS`. It names its region, because repositories of all regions share one host here. */
const registryPassword = (world: Region): string => (world.state.ecr.password ??= `${world.region}.${randomBytes(24).toString('hex')}`);

/** The region that a password claims to be of. */
export const regionOfPassword = (password: string): string | undefined => /^([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(password)?.[1];

export const isPassword = (world: Region, password: string): boolean =>
  world.state.ecr.password !== undefined && isSame(world.state.ecr.password, password);

export const authorizationToken = (world: Region): string => Buffer.from(`AWS:${registryPassword(world)}`).toString('base64');

/** Proof in a download URL that it came from `GetDownloadUrlForLayer`: such a URL needs no login. */
export const downloadSignature = (world: Region, repositoryName: string, digest: string): string =>
  createHmac('sha256', registryPassword(world)).update(`${repositoryName}@${digest}`).digest('hex');

export const isSame = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
