import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/engine/refs.ts';
import { pipelineStep } from '../../src/steps/pipeline.ts';
import { nodeIn, setupOf, specOf } from './helpers.ts';

const nodes = pipelineStep.resources(setupOf());
const filesOnly = pipelineStep.resources(setupOf({ 'pipeline.triggers': 'files' }));

describe('the pipeline', () => {
  it('takes files and image, and lets CodeDeploy deploy them', () => {
    expect(specOf(nodes, 'pipeline')).toMatchObject({
      name: 'ecs-codepipeline',
      roleArn: '<pipeline-role.arn>',
      bucket: '<artifact-bucket.name>',
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Source',
              actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
              configuration: {
                RepositoryName: 'ecs-codepipeline',
                BranchName: 'main',
                PollForSourceChanges: 'false',
                OutputArtifactFormat: 'CODE_ZIP',
              },
              outputArtifacts: [{ name: 'SourceArtifact' }],
            },
            {
              name: 'Image',
              actionTypeId: { provider: 'ECR' },
              configuration: { RepositoryName: 'ecs-codepipeline-ecr-repo', ImageTag: 'nginx' },
              outputArtifacts: [{ name: 'MyImage' }],
            },
          ],
        },
        {
          name: 'Deploy',
          actions: [
            {
              actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeployToECS', version: '1' },
              configuration: {
                ApplicationName: 'AppECS-ecs-codepipeline-ecs-codepipeline-service',
                DeploymentGroupName: 'DgpECS-ecs-codepipeline-ecs-codepipeline-service',
                TaskDefinitionTemplateArtifact: 'SourceArtifact',
                TaskDefinitionTemplatePath: 'taskdef.json',
                AppSpecTemplateArtifact: 'SourceArtifact',
                AppSpecTemplatePath: 'appspec.yaml',
                Image1ArtifactName: 'MyImage',
                Image1ContainerName: 'IMAGE1_NAME',
              },
              inputArtifacts: [{ name: 'SourceArtifact' }, { name: 'MyImage' }],
            },
          ],
        },
      ],
    });
  });

  it('is made when all that its first run needs is there', () => {
    expect(specOf(nodes, 'pipeline')).toMatchObject({
      ready: ['<commit.commitId>', '<image.digest>', '<deployment-group.id>', '<service.steadyArn>', '<load-balancer.activeArn>'],
    });
  });

  it('takes files alone in its plain form, with nothing about images', () => {
    expect(filesOnly.map(({ id }) => id)).toEqual(['artifact-bucket', 'pipeline-role', 'events-role', 'pipeline', 'files-rule']);
    const text = JSON.stringify(specOf(filesOnly, 'pipeline'));
    expect(text).not.toMatch(/ECR|Image1|MyImage/);
    expect(text).toContain('"inputArtifacts":[{"name":"SourceArtifact"}]');
  });

  it('has rules that are made after it', () => {
    for (const id of ['files-rule', 'image-rule']) expect(needsOf(nodeIn(nodes, id).spec)).toEqual(['pipeline', 'events-role']);
  });
});

describe('the roles of the pipeline', () => {
  it('need nothing to be there, so that they are known everywhere in IAM early', () => {
    for (const id of ['pipeline-role', 'events-role']) expect(needsOf(nodeIn(nodes, id).spec)).toEqual([]);
  });

  it('let EventBridge start this pipeline from these two rules', () => {
    const rule = (name: string): string => `arn:aws:events:ap-northeast-2:111122223333:rule/${name}`;
    expect(specOf(nodes, 'events-role')).toMatchObject({
      trust: {
        Statement: [
          {
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnLike: { 'aws:SourceArn': [rule('ecs-codepipeline-files'), rule('ecs-codepipeline-image')] } },
          },
        ],
      },
      policy: {
        Statement: [
          { Action: 'codepipeline:StartPipelineExecution', Resource: 'arn:aws:codepipeline:ap-northeast-2:111122223333:ecs-codepipeline' },
        ],
      },
    });
    expect(JSON.stringify(specOf(filesOnly, 'events-role'))).not.toContain('ecs-codepipeline-image');
  });

  it('let CodePipeline work for this pipeline only', () => {
    expect(specOf(nodes, 'pipeline-role')).toMatchObject({
      trust: {
        Statement: [
          {
            Principal: { Service: 'codepipeline.amazonaws.com' },
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:codepipeline:ap-northeast-2:111122223333:ecs-codepipeline' } },
          },
        ],
      },
    });
  });
});
