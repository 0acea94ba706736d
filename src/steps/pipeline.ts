import { node } from '../engine/refs.ts';
import type { Node } from '../engine/types.ts';
import { policy, trust } from '../iam/policy.ts';
import { pipelinePolicy } from '../iam/pipeline-policy.ts';
import { givenOr } from '../iam/role-arn.ts';
import { pipelineQuestions } from '../questions/pipeline.ts';
import { arnOf } from '../resources/arn.ts';
import { artifactBucket, privateBucket } from '../resources/artifact-bucket.ts';
import { eventRule } from '../resources/event-rule.ts';
import { iamRole } from '../resources/iam-role.ts';
import { pipeline as pipelineKind } from '../resources/pipeline.ts';
import { hasImageTrigger, type Setup } from '../setup.ts';
import { ecr } from '../sources/ecr.ts';
import { filesSource, pipelineSources } from '../sources/index.ts';
import type { Source, SourceAction } from '../sources/source.ts';
import { IMAGE_PLACEHOLDER } from '../taskdef/placeholders.ts';
import { loadBalancer } from './alb.ts';
import { APPSPEC_PATH } from './appspec.ts';
import { deploymentGroup } from './codedeploy.ts';
import { service } from './service.ts';
import type { Step } from './step.ts';
import { TASKDEF_PATH, taskRoleArns } from './taskdef.ts';

/** Days until artifacts of old executions are deleted. */
const ARTIFACT_DAYS = 30;

const bucket = ({ names, place }: Setup) =>
  node('pipeline', 'artifact-bucket', artifactBucket, privateBucket(place, names.bucket, ARTIFACT_DAYS));

export const pipelineArn = ({ config, place }: Setup): string => arnOf(place, 'codepipeline', config.pipeline.name);

const role = (setup: Setup) =>
  node('pipeline', 'pipeline-role', iamRole, {
    name: setup.names.pipelineRole,
    description: `The pipeline of ${setup.names.prefix} works with it`,
    trust: trust('codepipeline.amazonaws.com', { place: setup.place, arns: [pipelineArn(setup)] }),
    managedPolicies: [],
    policy: pipelinePolicy(setup, {
      sources: pipelineSources(setup).flatMap(source => source.statements(setup)),
      taskRoles: taskRoleArns(setup),
    }),
  });

const eventsRole = (setup: Setup) =>
  node('pipeline', 'events-role', iamRole, {
    name: setup.names.eventsRole,
    description: `EventBridge starts the pipeline of ${setup.names.prefix} with it`,
    trust: trust('events.amazonaws.com', {
      place: setup.place,
      arns: pipelineSources(setup).map(source => arnOf(setup.place, 'events', `rule/${source.trigger(setup).name}`)),
    }),
    managedPolicies: [],
    policy: policy([
      { Sid: 'StartPipeline', Effect: 'Allow', Action: 'codepipeline:StartPipelineExecution', Resource: pipelineArn(setup) },
    ]),
  });

/** ARNs of the roles of the pipeline and of its rules, as plain texts. */
export const pipelineRoleArn = ({ config, names, place }: Setup): string => givenOr(place, config.pipeline.role, names.pipelineRole);
export const eventsRoleArn = ({ config, names, place }: Setup): string => givenOr(place, config.pipeline.eventsRole, names.eventsRole);

const sourceAction = ({ name, provider, configuration, artifact }: SourceAction) => ({
  name,
  runOrder: 1,
  actionTypeId: { category: 'Source', owner: 'AWS', provider, version: '1' },
  configuration,
  inputArtifacts: [],
  outputArtifacts: [{ name: artifact }],
});

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html */
function deployAction(setup: Setup) {
  const { application, group } = setup.config.codedeploy;
  const files = filesSource(setup).action(setup).artifact;
  const image = ecr.action(setup).artifact;
  // The placeholder's text without its angle brackets, not the name of a container.
  const images = { Image1ArtifactName: image, Image1ContainerName: IMAGE_PLACEHOLDER.slice(1, -1) };
  return {
    name: 'Deploy',
    runOrder: 1,
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CodeDeployToECS', version: '1' },
    configuration: {
      ApplicationName: application,
      DeploymentGroupName: group,
      TaskDefinitionTemplateArtifact: files,
      TaskDefinitionTemplatePath: TASKDEF_PATH,
      AppSpecTemplateArtifact: files,
      AppSpecTemplatePath: APPSPEC_PATH,
      ...(hasImageTrigger(setup) ? images : {}),
    },
    inputArtifacts: [{ name: files }, ...(hasImageTrigger(setup) ? [{ name: image }] : [])],
    outputArtifacts: [],
  };
}

const pipeline = (setup: Setup) =>
  node('pipeline', 'pipeline', pipelineKind, {
    name: setup.config.pipeline.name,
    roleArn: setup.config.pipeline.role === '' ? role(setup).out.arn : pipelineRoleArn(setup),
    bucket: bucket(setup).out.name,
    stages: [
      { name: 'Source', actions: pipelineSources(setup).map(source => sourceAction(source.action(setup))) },
      { name: 'Deploy', actions: [deployAction(setup)] },
    ],
    // AWS runs it at once, and that first run is a real deployment: what it needs must be there.
    ready: [
      ...filesSource(setup).ready(setup),
      ...ecr.ready(setup),
      deploymentGroup(setup).out.id,
      service(setup).out.steadyArn,
      loadBalancer(setup).out.activeArn,
    ],
  });

/** Rules come last, so that the first push and the first commit start no second run. */
const rule = (setup: Setup, id: string, source: Source): Node =>
  node('pipeline', id, eventRule, {
    ...source.trigger(setup),
    enabled: true,
    targetArn: pipeline(setup).out.arn,
    targetRoleArn: setup.config.pipeline.eventsRole === '' ? eventsRole(setup).out.arn : eventsRoleArn(setup),
  });

/** What joins it all, and what starts it. */
export const pipelineStep: Step = {
  name: 'pipeline',
  questions: pipelineQuestions,
  resources: setup => [
    bucket(setup),
    ...(setup.config.pipeline.role === '' ? [role(setup)] : []),
    ...(setup.config.pipeline.eventsRole === '' ? [eventsRole(setup)] : []),
    pipeline(setup),
    rule(setup, 'files-rule', filesSource(setup)),
    ...(hasImageTrigger(setup) ? [rule(setup, 'image-rule', ecr)] : []),
  ],
};
