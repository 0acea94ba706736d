import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { expect, it } from 'vitest';
import { clientConfig, startTestSandbox } from '../helpers/sandbox.ts';
import { converse, type Reply } from './registry/conversation.ts';
import { OF_ECR } from './registry/of-ecr.ts';
import { startDistribution, type Registry } from './registry/distribution.ts';

async function startEcr(): Promise<Registry> {
  const sandbox = await startTestSandbox();
  const ecr = new ECRClient(clientConfig(sandbox));
  for (const repositoryName of ['one', 'two']) await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  return { endpoint: sandbox.endpoint, login: authorizationData?.[0]?.authorizationToken ?? '' };
}

/** One line a reply in which the two differ, the sandbox's first. */
const differences = (ours: readonly Reply[], theirs: readonly Reply[]): readonly string[] =>
  ours.flatMap((reply, index) => {
    const other = theirs[index];
    const parts = (of: Reply | undefined) =>
      new Map([['status', String(of?.status)], ['errors', of?.errors.join() ?? ''], ...Object.entries(of?.headers ?? {})]);
    const [mine, their] = [parts(reply), parts(other)];
    return [...new Set([...mine.keys(), ...their.keys()])]
      .filter(name => mine.get(name) !== their.get(name))
      .map(name => `${reply.step}: ${name}: ${mine.get(name)} | ${their.get(name)}`);
  });

it('answers to every step of a push and a pull as the reference does, but for what is particular to ECR', async () => {
  const found = differences(await converse(await startEcr()), await converse(await startDistribution()));
  expect(found.filter(line => !OF_ECR.some(difference => difference.line.test(line)))).toEqual([]);
  expect(OF_ECR.filter(({ line }) => !found.some(text => line.test(text)))).toEqual([]);
});
