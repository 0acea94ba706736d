import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AWS_PROGRAMS, awsCli, type AwsCli } from '../helpers/aws-cli.ts';
import { temporaryFolder } from '../helpers/after-run.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';
import { gitIn, type Git } from '../helpers/git.ts';

const NAME = 'ecs-codepipeline';

let aws: AwsCli;
let url: string;

beforeAll(async () => {
  const folder = await emptyProject();
  const made = await runWizard(folder, ['init', '--sandbox', '--yes', '--non-interactive', '--json']);
  if (made.code !== 0) throw new Error(`init has failed: ${made.stdout}${made.stderr}`);
  aws = await awsCli(folder);
  url = await aws.text(`codecommit get-repository --repository-name ${NAME} --query repositoryMetadata.cloneUrlHttp`);
});

/** Git that signs in as the AWS documentation says, with the credential helper of the AWS CLI. */
async function gitWith(program: string, folder: string): Promise<Git> {
  const git = await gitIn(folder, aws.variables);
  // Only hosts of AWS count for the helper otherwise.
  await git('config', '--global', 'credential.helper', `!${program} codecommit credential-helper --ignore-host-check $@`);
  await git('config', '--global', 'credential.UseHttpPath', 'true');
  return git;
}

describe.each(AWS_PROGRAMS)('git with the credential helper of version $version of the AWS CLI', ({ path }) => {
  it('clones what init has committed; a push starts the pipeline and brings the change live; another clone fetches it', async () => {
    const folder = await temporaryFolder();
    const outside = await gitWith(path, folder);
    await outside('clone', '--quiet', url, 'work');
    await outside('clone', '--quiet', url, 'other');
    const git = await gitWith(path, join(folder, 'work'));
    expect((await git('ls-files')).split('\n')).toEqual(['appspec.yaml', 'taskdef.json']);

    const file = join(git.folder, 'taskdef.json');
    const taskDefinition = JSON.parse(await readFile(file, 'utf8')) as { readonly memory: string };
    const memory = String(Number(taskDefinition.memory) * 2);
    await writeFile(file, JSON.stringify({ ...taskDefinition, memory }, undefined, 2));
    await git('commit', '--quiet', '-am', `Give the task ${memory} MiB`);
    await git('push', '--quiet', 'origin', 'main');
    const pushed = await git('rev-parse', 'HEAD');

    const newest = () => aws.json(`codepipeline list-pipeline-executions --pipeline-name ${NAME} --query pipelineExecutionSummaries[0]`);
    await expect.poll(newest, { timeout: 120_000, interval: 500 }).toMatchObject({
      status: 'Succeeded',
      trigger: { triggerType: 'CloudWatchEvent' },
      sourceRevisions: expect.arrayContaining([
        expect.objectContaining({ revisionId: pushed, revisionSummary: expect.stringContaining(`Give the task ${memory} MiB`) }),
      ]),
    });
    const live = await aws.text(
      `ecs describe-services --cluster ${NAME} --services ${NAME}-service --query services[].taskSets[].taskDefinition`,
    );
    expect(await aws.text(`ecs describe-task-definition --task-definition ${live} --query taskDefinition.memory`)).toBe(memory);

    const other = await gitWith(path, join(folder, 'other'));
    await other('fetch', '--quiet', 'origin');
    expect(await other('rev-parse', 'origin/main')).toBe(pushed);
    await other('commit', '--quiet', '--allow-empty', '-m', 'Behind');
    expect(await other.refusal('push', 'origin', 'main')).toContain('rejected');
    await other('pull', '--quiet', '--rebase', 'origin', 'main');
    expect(await other('rev-parse', 'HEAD~1')).toBe(pushed);
  });
});
