import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { World } from '../../world.ts';

type Region = Pick<World, 'state' | 'region'>;

/** What a password says: whose it is, and until when. */
interface Login {
  readonly accessKeyId: string;
  readonly expiresAt: Date;
}

const secretOf = (world: Region): string => (world.state.ecr.secret ??= randomBytes(24).toString('hex'));

const sign = (world: Region, text: string): string => createHmac('sha256', secretOf(world)).update(text).digest('hex');

/** The password that goes with the user `AWS`. It names its region, because repositories of all regions share one host here, and its holder. */
export function registryPassword(world: Region, { accessKeyId, expiresAt }: Login): string {
  const claims = `${world.region}.${accessKeyId}.${expiresAt.getTime()}`;
  return `${claims}.${sign(world, claims)}`;
}

/** The region that a password claims to be of. */
export const regionOfPassword = (password: string): string | undefined => /^([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(password)?.[1];

/** What a password says, if it is one that this region gave out. */
export function readPassword(world: Region, password: string): Login | undefined {
  const [, claims = '', accessKeyId = '', expiry = '', signature = ''] = /^([^.]+\.(.+)\.(\d+))\.(\w+)$/.exec(password) ?? [];
  if (claims === '' || !isSame(sign(world, claims), signature)) return undefined;
  return { accessKeyId, expiresAt: new Date(Number(expiry)) };
}

/** Proof in a download URL that it came from `GetDownloadUrlForLayer`: such a URL needs no login. */
export const downloadSignature = (world: Region, repositoryName: string, digest: string): string =>
  sign(world, `${repositoryName}@${digest}`);

export const isSame = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
