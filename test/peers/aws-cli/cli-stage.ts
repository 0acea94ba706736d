import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxEnvironment } from '../../../src/sandbox/environment.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { awsCliIn, type AwsCli, type AwsProgram } from '../../helpers/aws-cli.ts';
import { startTestSandbox, temporaryFolder } from '../../helpers/sandbox.ts';

/** An empty sandbox, a folder with a home in it, and the AWS CLI there. */
export interface CliStage {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly program: AwsProgram;
  readonly aws: AwsCli;
  /** The AWS CLI with other keys. */
  readonly as: (keys: Readonly<Record<string, string>>) => Promise<AwsCli>;
  /** Writes a file into the folder: a text as it is, all else as JSON; returns the name as the CLI takes it. */
  readonly file: (name: string, content: unknown) => Promise<string>;
}

/** A stage for one of the release lines, at a speed at which a minute of AWS is a second. */
export async function startCliStage(program: AwsProgram): Promise<CliStage> {
  const sandbox = await startTestSandbox({ speed: 60, region: 'ap-northeast-2' });
  const folder = await temporaryFolder();
  const variables = sandboxEnvironment(sandbox);
  return {
    sandbox,
    folder,
    program,
    aws: await awsCliIn(folder, variables, program),
    as: keys => awsCliIn(folder, { ...variables, ...keys }, program),
    file: async (name, content) => {
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
      return `file://${name}`;
    },
  };
}

/** A trust policy for a service. */
export const trusting = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
