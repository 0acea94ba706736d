import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Connection } from '../aws/connect.ts';
import { nameIs } from '../aws/errors.ts';
import { explain } from '../aws/explain.ts';
import type { Lock } from '../engine/lock.ts';
import { writeWhole } from '../engine/state-file.ts';
import { emptyState, parseState, printMove, printState } from '../engine/state-text.ts';
import type { State } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { keyIn, type Address } from './address.ts';
import { bucketProblem, readObject, urlOf, writeObject } from './object.ts';
import { acquireSharedLock } from './s3-lock.ts';
import { lockLost } from './lock-lost.ts';
import type { StateHome } from './state-home.ts';

/**
 * A state in a bucket, where everybody who works on the set-up finds it. Each save replaces only what was read before, by its ETag, and only
 * while the lock is held. What cannot be saved, and what is damaged, is kept beside `file`, where a local state would be.
 */
export function s3Home(aws: Connection, address: Address, env: string, file: string): StateHome {
  const { bucket } = address;
  const unsaved = file.replace(/\.json$/, '.unsaved.json');
  const at = (name: string) => ({ bucket, key: keyIn(address, `${env}.${name}.json`) });
  const place = at('state');
  const name = urlOf(place);
  let etag: string | undefined;
  /** What was sent and got no answer: it may have been written. */
  const unanswered = new Set<string>();
  let lock: Lock | undefined;
  /** Somebody else has the state: nothing of ours can be saved any more. */
  let lost: UserError | undefined;

  const read = async (): Promise<string | undefined> => {
    const stored = await readObject(aws, place);
    etag = stored?.etag;
    return stored?.text;
  };

  const keep = async (kept: string, text: string): Promise<string> => {
    await mkdir(dirname(kept), { recursive: true });
    await writeWhole(kept, text);
    return kept;
  };

  const write = async (text: string): Promise<string | undefined> => {
    unanswered.add(text);
    const written = await writeObject(aws, place, text, etag);
    if (written !== undefined) return written;
    const there = await readObject(aws, place);
    return there && unanswered.has(there.text) ? writeObject(aws, place, text, there.etag) : undefined;
  };

  const save = async (text: string): Promise<void> => {
    if (lost) throw lost;
    lost = await lockLost(lock, { state: name, unsaved });
    if (lost) throw lost;
    const written = await write(text);
    if (written === undefined) {
      lost = new UserError('stateConflict', { state: name, unsaved });
      throw lost;
    }
    etag = written;
    unanswered.clear();
  };

  return {
    name,
    read,
    async load() {
      const text = await read();
      return text === undefined ? emptyState(aws) : parseState(name, text, aws);
    },
    async save(state: State) {
      const text = printState(state);
      try {
        await save(text);
        await rm(unsaved, { force: true });
      } catch (error) {
        await keep(unsaved, text);
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
    setAside: async () => keep(`${file}.corrupt`, (await read()) ?? ''),
    async leave(to) {
      const old = at('state.bak');
      const text = (await read()) ?? '';
      await writeObject(aws, old, text, (await readObject(aws, old))?.etag);
      // Who has not heard of the move must not begin a second state here.
      await save(printMove(to));
      return urlOf(old);
    },
  };
}
