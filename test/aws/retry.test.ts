import { CreateClusterCommand, DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { makeServices } from '../../src/aws/clients.ts';
import { nameIs } from '../../src/aws/errors.ts';
import { ensureOnce, isPropagating, retryInUse, retryPropagation, retryWhile } from '../../src/aws/retry.ts';
import { Stopped } from '../../src/engine/stopped.ts';
import { answer, settings, startServer } from './server.ts';

const aws = { pace: 0.0001 };
const named = (name: string, message = ''): Error => Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** Hears the notes; counts and answers the calls by turn, the last answer for ever. */
function scripted<T>(...turns: readonly (T | Error)[]) {
  const notes: string[] = [];
  let calls = 0;
  const call = async (): Promise<T> => {
    const turn = turns[Math.min(calls, turns.length - 1)] as T | Error;
    calls += 1;
    if (turn instanceof Error) throw turn;
    return turn;
  };
  return { call, notes, calls: () => calls, listener: { note: (code: string) => void notes.push(code) } };
}

describe('retryWhile', () => {
  it('calls again while it fails in the named way, and tells why', async () => {
    const { call, calls, notes, listener } = scripted(named('Busy'), named('Busy'), 'done');
    expect(await retryWhile(aws, listener, error => nameIs(error, 'Busy'), call, { seconds: 60, note: 'stillInUse' })).toBe('done');
    expect([calls(), notes]).toEqual([3, ['stillInUse', 'stillInUse']]);
  });

  it('throws any other failure at once', async () => {
    const { call, calls, listener } = scripted(named('Busy'), named('Wrong'));
    await expect(retryWhile(aws, listener, error => nameIs(error, 'Busy'), call, { seconds: 60 })).rejects.toMatchObject({ name: 'Wrong' });
    expect(calls()).toBe(2);
  });

  it('gives up when the time of AWS is over, with intervals that grow', async () => {
    const { call, calls, listener } = scripted(named('Busy', 'the last one'));
    await expect(retryWhile(aws, listener, () => true, call, { seconds: 120, every: 1 })).rejects.toThrow('the last one');
    expect(calls()).toBeGreaterThan(8);
    expect(calls()).toBeLessThan(25);
  });

  it('ends soon when the user stops the run', async () => {
    const { call, notes } = scripted(named('Busy'));
    const listener = { note: (code: string) => void notes.push(code), stopped: () => notes.length > 0 };
    await expect(
      retryWhile({ pace: 1 }, listener, () => true, call, { seconds: 600, every: 300, note: 'stillInUse' }),
    ).rejects.toBeInstanceOf(Stopped);
  });
});

describe('retryPropagation', () => {
  it.each([
    ['InvalidStructureException', 'CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::1:role/app'],
    ['InvalidRoleException', 'AWS CodeDeploy does not have the permissions required to assume the role arn:aws:iam::1:role/app.'],
    ['InvalidRoleException', 'Cannot assume role provided.'],
    ['InvalidParameterException', 'Unable to assume the service linked role. Please verify that the ECS service linked role exists.'],
    ['InvalidParameterException', 'ECS was unable to assume the role arn:aws:iam::1:role/app that was provided for this task.'],
    ['InvalidParameterException', 'Unable to assume role and validate the listeners configured on your load balancer.'],
    ['InvalidInputException', 'CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::1:role/app'],
    ['ValidationException', 'Provided role arn:aws:iam::1:role/app cannot be assumed by principal events.amazonaws.com.'],
    ['MalformedPolicyDocument', 'Invalid principal in policy: "AWS":"arn:aws:iam::1:role/app"'],
    ['ClientException', 'Role is not valid'],
  ])('waits for %s: %s', async (name, message) => {
    expect(isPropagating(named(name, message))).toBe(true);
    const { call, notes, listener } = scripted(named(name, message), 'made');
    expect(await retryPropagation(aws, listener, call)).toBe('made');
    expect(notes).toEqual(['rolePropagation']);
  });

  it.each([
    ['AccessDeniedException', 'User: arn:aws:iam::1:user/jo is not authorized to perform: ecs:CreateService on resource: *'],
    ['InvalidParameterException', 'The target group does not have an associated load balancer.'],
    ['EntityAlreadyExistsException', 'Role with name app already exists.'],
    ['MalformedPolicyDocument', 'Syntax errors in policy.'],
  ])('does not wait for %s: %s', (name, message) => {
    expect(isPropagating(named(name, message))).toBe(false);
  });
});

it('retryInUse waits for what was just deleted', async () => {
  const { call, listener } = scripted(named('DependencyViolation'), named('ResourceInUseException'), 'gone');
  expect(await retryInUse(aws, listener, ['DependencyViolation', 'ResourceInUse'], call)).toBe('gone');
});

describe('ensureOnce', () => {
  /** A cluster service that carries out a creation and then loses the answer, as often as told. */
  async function cluster(options: { readonly lose: number; readonly carryOut?: boolean; readonly how?: 'drop' | 'fail' }) {
    let exists = 0;
    const { endpoint, received } = await startServer((response, { operation }, count) => {
      if (operation === 'DescribeClusters') return answer(response, 200, { clusters: exists > 0 ? [{ clusterName: 'a' }] : [] });
      const isLost = count <= options.lose;
      if (!isLost || options.carryOut !== false) exists += 1;
      if (!isLost) return answer(response, 200, { cluster: { clusterName: 'a' } });
      return options.how === 'fail' ? answer(response, 500, { __type: 'ServerException', message: 'oops' }) : response.socket?.destroy();
    });
    const { ecs } = makeServices(settings({ endpoint }));
    const { notes, listener } = scripted();
    const made = ensureOnce(
      aws,
      listener,
      async () => (await ecs.send(new DescribeClustersCommand({}))).clusters?.[0],
      async () => (await ecs.send(new CreateClusterCommand({ clusterName: 'a' }))).cluster,
    );
    return { made, notes, created: () => received.filter(({ operation }) => operation === 'CreateCluster').length, existing: () => exists };
  }

  it.each(['drop', 'fail'] as const)('makes a thing once when the answer is lost after the effect (%s)', async how => {
    const { made, created, existing } = await cluster({ lose: 1, how });
    expect(await made).toMatchObject({ clusterName: 'a' });
    expect([created(), existing()]).toEqual([1, 1]);
  });

  it('sends it again when nothing is there after the answer was lost', async () => {
    const { made, notes, created, existing } = await cluster({ lose: 1, carryOut: false });
    expect(await made).toMatchObject({ clusterName: 'a' });
    expect([created(), existing(), notes]).toEqual([2, 1, ['tryingAgain']]);
  });

  it('gives up after some attempts', async () => {
    const { made, created } = await cluster({ lose: Infinity, carryOut: false });
    await expect(made).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(created()).toBe(4);
  });

  it('takes what is there already', async () => {
    const { call, calls, listener } = scripted<string>(named('RepositoryAlreadyExistsException'));
    expect(await ensureOnce(aws, listener, async () => 'found', call, { exists: ['RepositoryAlreadyExists'] })).toBe('found');
    expect(calls()).toBe(1);
  });

  it('looks for a while, since what exists may not show at once', async () => {
    let looks = 0;
    const { call, listener } = scripted<string>(named('Exists'));
    const read = async (): Promise<string | undefined> => ((looks += 1) < 3 ? undefined : 'found');
    expect(await ensureOnce(aws, listener, read, call, { exists: ['Exists'] })).toBe('found');
  });

  it('throws that it exists when it cannot be seen', async () => {
    const { call, calls, listener } = scripted<string>(named('Exists'));
    await expect(ensureOnce(aws, listener, async () => undefined, call, { exists: ['Exists'] })).rejects.toMatchObject({ name: 'Exists' });
    expect(calls()).toBe(1);
  });

  it('throws a refusal at once, without looking', async () => {
    const { call, listener } = scripted<string>(named('AccessDeniedException'));
    const read = (): Promise<never> => expect.fail('looked');
    await expect(ensureOnce(aws, listener, read, call, { exists: ['Exists'] })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
