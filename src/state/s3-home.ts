import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Connection } from '../aws/connect.ts';
import { nameIs } from '../aws/errors.ts';
import { explain } from '../aws/explain.ts';
import { writeWhole } from '../engine/state-file.ts';
import { emptyState, parseState, printState } from '../engine/state-text.ts';
import type { State } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import type { Address } from './address.ts';
import { bucketProblem, readObject, urlOf, writeObject } from './object.ts';
import { acquireSharedLock, type SharedLock } from './s3-lock.ts';
import type { StateHome } from './state-home.ts';

/**
 * A state in a bucket, where everybody who works on the set-up finds it. Each save replaces only what was read before, by its ETag, and only
 * while the lock is held; what cannot be saved is kept in the file `unsaved`.
 */
export function s3Home(aws: Connection, { bucket, prefix }: Address, env: string, unsaved: string): StateHome {
  const at = (name: string) => ({ bucket, key: [prefix, `${env}.${name}.json`].filter(Boolean).join('/') });
  const place = at('state');
  const name = urlOf(place);
  let etag: string | undefined;
  let lock: SharedLock | undefined;
  /** Somebody else has the state: nothing of ours can be saved any more. */
  let lost: UserError | undefined;

  const save = async (text: string): Promise<void> => {
    if (lost) throw lost;
    const rival = await lock?.rival();
    if (rival !== undefined) {
      lost = new UserError('stateLockLost', { state: name, unsaved, by: rival === null ? '' : `${rival.user}@${rival.host}` });
      throw lost;
    }
    const written = await writeObject(aws, place, text, etag);
    if (written === undefined) {
      lost = new UserError('stateConflict', { state: name, unsaved });
      throw lost;
    }
    etag = written;
  };

  return {
    name,
    async load() {
      const stored = await readObject(aws, place);
      etag = stored?.etag;
      return stored === undefined ? emptyState(aws) : parseState(name, stored.text, aws);
    },
    async save(state: State) {
      const text = printState(state);
      try {
        await save(text);
        await rm(unsaved, { force: true });
      } catch (error) {
        await mkdir(dirname(unsaved), { recursive: true });
        await writeWhole(unsaved, text);
        if (error === lost) throw error;
        const reason = explain(error)?.code ?? String(error);
        throw new UserError('stateUnsaved', { state: name, unsaved, reason }, { cause: error });
      }
    },
    async lock(command, broken) {
      lock = await acquireSharedLock(aws, at('lock'), command, broken);
      lost = undefined;
      return lock;
    },
    async unversioned() {
      try {
        const { Status } = await aws.s3.send(new GetBucketVersioningCommand({ Bucket: bucket, ExpectedBucketOwner: aws.account }));
        return Status === 'Enabled' ? undefined : bucket;
      } catch (error) {
        // It is advice: who may not ask goes without.
        if (nameIs(error, 'AccessDenied')) return undefined;
        throw bucketProblem(aws, { bucket }, error);
      }
    },
  };
}
