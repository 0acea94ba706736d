import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { clientConfig, startTestSandbox } from './sandbox.ts';

/** A sandbox with a repository `app`, and the part of `Aws` that images need. */
export async function imageSandbox(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startTestSandbox(options);
  const client = new ECRClient(clientConfig(sandbox));
  const { repository } = await client.send(new CreateRepositoryCommand({ repositoryName: 'app' }));
  const aws = {
    sandbox: true,
    endpoint: sandbox.endpoint,
    region: sandbox.region,
    ecr: { send: client.send.bind(client), reader: async () => client },
  };
  return { sandbox, client, aws, repositoryName: 'app', repositoryUri: repository?.repositoryUri ?? '' };
}
