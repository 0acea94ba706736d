import { describe, expect, it } from 'vitest';
import { waitFor, type Waiting } from '../../src/aws/wait.ts';
import { Stopped } from '../../src/engine/stopped.ts';
import { isProblem } from '../../src/errors.ts';

const aws = { pace: 0.0001 };
const what = 'elbv2.load-balancer app';

/** Checks that answer by turn, the last one for ever. */
function turns<T>(...answers: readonly (T | Waiting | Error)[]) {
  const notes: { code: string; facts: object | undefined }[] = [];
  let checks = 0;
  return {
    notes,
    checks: () => checks,
    listener: { note: (code: string, facts?: object) => void notes.push({ code, facts }) },
    check: async (): Promise<T | Waiting> => {
      const answer = answers[Math.min(checks, answers.length - 1)] as T | Waiting | Error;
      checks += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe('waitFor', () => {
  it('returns the first answer that is not a wait, and tells each new state once', async () => {
    const { check, notes, listener } = turns<object>(
      { waiting: 'provisioning' },
      { waiting: 'provisioning' },
      { waiting: 'almost' },
      { arn: 'x' },
    );
    expect(await waitFor(aws, listener, { what, seconds: 300 }, check)).toEqual({ arn: 'x' });
    expect(notes).toMatchObject([
      { code: 'waiting', facts: { what, state: 'provisioning' } },
      { code: 'waiting', facts: { state: 'almost' } },
    ]);
  });

  it('does not wait when it is there at once', async () => {
    const { check, notes, listener } = turns<string>('there');
    expect(await waitFor({ pace: 1000 }, listener, { what, seconds: 300 }, check)).toBe('there');
    expect(notes).toEqual([]);
  });

  it('gives up after the time of AWS, with the state last seen', async () => {
    const { check, checks, listener } = turns<string>({ waiting: 'provisioning' });
    const problem: unknown = await waitFor(aws, listener, { what, seconds: 600, every: 10 }, check).catch((error: unknown) => error);
    expect(isProblem(problem, 'waitTimedOut') && problem.facts).toEqual({ what, minutes: 10, last: 'provisioning' });
    expect(checks()).toBe(61);
  });

  it.each([
    ['throttling', Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } })],
    ['a lost connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    ['a network that is gone', Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })],
  ])('is not ended by %s', async (_what, error) => {
    const { check, listener } = turns<string>(error, error, 'there');
    expect(await waitFor(aws, listener, { what, seconds: 300 }, check)).toBe('there');
  });

  it('is ended by any other failure', async () => {
    const { check, listener } = turns<string>(
      { waiting: 'x' },
      Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }),
    );
    await expect(waitFor(aws, listener, { what, seconds: 300 }, check)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('ends soon when the user stops the run', async () => {
    const { check, notes, listener } = turns<string>({ waiting: 'x' });
    const stopping = { ...listener, stopped: () => notes.length > 0 };
    await expect(waitFor({ pace: 1 }, stopping, { what, seconds: 6000, every: 600 }, check)).rejects.toBeInstanceOf(Stopped);
  });
});
