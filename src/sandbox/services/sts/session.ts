import type { Credentials } from '@aws-sdk/client-sts';
import { randomBytes } from 'node:crypto';
import type { World } from '../../world.ts';
import { TEMPORARY_KEY } from '../iam/credentials.ts';
import { uniqueId } from '../iam/role.ts';
import type { SessionRecord } from '../iam/state.ts';

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Gives out temporary credentials. What expired a day ago is forgotten: until then, the refusal can say that it expired. */
export function openSession(world: World, holder: Pick<SessionRecord, 'userName' | 'role'>, seconds: number): Required<Credentials> {
  const { sessions } = world.global.iam;
  const issuedAt = world.clock.now();
  for (const [id, { expiresAt }] of Object.entries(sessions)) {
    if (expiresAt.getTime() + KEPT_MILLISECONDS < issuedAt.getTime()) delete sessions[id];
  }
  const accessKeyId = uniqueId(TEMPORARY_KEY);
  const sessionToken = randomBytes(96).toString('base64');
  const expiresAt = new Date(issuedAt.getTime() + seconds * 1000);
  sessions[accessKeyId] = { ...holder, sessionToken, issuedAt, expiresAt };
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: randomBytes(30).toString('base64'),
    SessionToken: sessionToken,
    Expiration: expiresAt,
  };
}

/** The temporary credentials with which a call was made, if it was. */
export const sessionOf = (world: World, accessKeyId: string): SessionRecord | undefined => {
  const { sessions } = world.global.iam;
  return Object.hasOwn(sessions, accessKeyId) ? sessions[accessKeyId] : undefined;
};
