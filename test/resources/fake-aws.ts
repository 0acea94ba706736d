import type { Aws, Service } from '../../src/aws/aws.ts';

/** A service that sends through a client, which `aws-sdk-client-mock` answers for. */
export const through = <Client extends { send: (...args: never[]) => unknown }>(client: Client): Service<Client> => ({
  // Looked up at each call: a reset of the mock puts another function there.
  send: (...args: never[]) => client.send(...args),
  reader: async () => client,
});

/** The part of `Aws` that a kind uses, for answers that the sandbox does not give. */
export const fakeAws = (services: Partial<Aws>): Aws =>
  ({
    account: '111122223333',
    region: 'ap-northeast-2',
    partition: 'aws',
    principal: 'arn:aws:iam::111122223333:user/me',
    app: 'demo',
    env: 'test',
    owner: 'demo/test',
    sandbox: false,
    pace: 0.001,
    ...services,
    // The services that a test leaves out are never called by the kind under test.
  }) as Aws;

/** An error as the SDK throws it. */
export const awsError = (name: string, message = name): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
