import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolve } from '../../src/engine/refs.ts';
import { renderFile, type FileSpec } from '../../src/render.ts';
import { appspec, committedFiles } from '../../src/steps/appspec.ts';
import { setupOf, specOf } from './helpers.ts';

const OWN = { appspec: { file: 'deploy/app.yml', content: '# mine\nversion: 0.0\n', changes: [] } };

describe('appspec.yaml', () => {
  it('says container, port, platform version and network, with the placeholder of the pipeline', () => {
    const [, file] = committedFiles(setupOf());
    const known = resolve(
      file,
      ({ attr }) => ({ subnetIds: ['subnet-1', 'subnet-2'], assignPublicIp: 'ENABLED', id: 'sg-1' })[attr],
    ) as FileSpec;
    const text = renderFile(known);
    expect(text).toContain('TaskDefinition: <TASK_DEFINITION>\n');
    expect(parse(text)).toEqual({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: '<TASK_DEFINITION>',
              LoadBalancerInfo: { ContainerName: 'nginx-website', ContainerPort: 80 },
              PlatformVersion: 'LATEST',
              NetworkConfiguration: {
                AwsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'], AssignPublicIp: 'ENABLED' },
              },
            },
          },
        },
      ],
    });
  });

  it('is committed together with taskdef.json, and nothing else is', () => {
    const nodes = appspec.resources(setupOf());
    expect(specOf(nodes, 'commit')).toMatchObject({
      repository: '<source-repository.name>',
      branch: 'main',
      message: 'ecs-codepipeline-v1',
      files: [
        { path: 'taskdef.json', template: 'taskdef.json' },
        { path: 'appspec.yaml', template: 'appspec.yaml' },
      ],
    });
  });

  it("of the user's is committed under the name that the pipeline knows, and left as it is", () => {
    const nodes = appspec.resources(setupOf({ 'appspec.file': 'deploy/app.yml' }, { files: OWN }));
    expect(specOf(nodes, 'appspec-file')).toEqual({ path: 'deploy/app.yml', template: 'appspec.yaml', values: {} });
    expect(specOf(nodes, 'commit')).toMatchObject({
      files: [{ path: 'taskdef.json' }, { path: 'appspec.yaml', content: '# mine\nversion: 0.0\n' }],
    });
  });

  it('has the same values in the project as in the repository', () => {
    const nodes = appspec.resources(setupOf({}, { env: 'prod' }));
    const { values } = specOf(nodes, 'appspec-file') as { values: unknown };
    expect(specOf(nodes, 'appspec-file')).toMatchObject({ path: 'appspec.prod.yaml' });
    expect(specOf(nodes, 'commit')).toMatchObject({ files: [{}, { path: 'appspec.yaml', values }] });
  });
});
