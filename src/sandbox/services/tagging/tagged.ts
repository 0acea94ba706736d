import { pairsOf, type SpeltTags } from '../../needs.ts';
import { arn, type World } from '../../world.ts';
import { alarmArn } from '../cloudwatch/alarm.ts';
import { projectArn } from '../codebuild/project.ts';
import { KINDS } from '../ec2/kinds.ts';
import { groupArn } from '../logs/find-group.ts';

/** A thing with tags, whichever service it belongs to. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

const tagged = (resource: string, tags: SpeltTags): Tagged => ({ arn: resource, tags: Object.fromEntries(pairsOf(tags)) });

const byArn = (tags: Readonly<Record<string, SpeltTags>>): readonly Tagged[] =>
  Object.entries(tags).map(([resource, ofIt]) => tagged(resource, ofIt));

/**
 * Everything with tags that the tagging API tells of, in the order of the ARNs. Roles are not in it, which are of no region; policies of IAM's would
 * be, in us-east-1. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
export function allTagged(world: World): readonly Tagged[] {
  const { state, global } = world;
  const { acm, applicationAutoScaling, cloudwatch, codebuild, codecommit, codeconnections, codedeploy, codepipeline, ec2, ecr, ecs } =
    state;
  const all: readonly Tagged[] = [
    ...Object.values(acm.certificates).map(certificate => tagged(certificate.arn, certificate.tags)),
    ...byArn(applicationAutoScaling.tags),
    ...Object.values(cloudwatch.alarms).map(({ AlarmName }) => {
      const resource = alarmArn(world, AlarmName);
      return tagged(resource, cloudwatch.tags[resource] ?? []);
    }),
    ...Object.values(codebuild.projects).map(({ project }) => tagged(projectArn(world, project.name ?? ''), project.tags ?? [])),
    ...Object.values(codecommit.repositories).map(repository => tagged(repository.arn, repository.tags)),
    ...Object.values(codeconnections.connections).map(connection => tagged(connection.arn, connection.tags)),
    ...Object.values(codedeploy.applications).flatMap(application => [
      tagged(arn(world, 'codedeploy', `application:${application.name}`), application.tags),
      ...Object.entries(application.groups).map(([name, group]) =>
        tagged(arn(world, 'codedeploy', `deploymentgroup:${application.name}/${name}`), group.tags),
      ),
    ]),
    ...Object.values(codepipeline.pipelines).map(pipeline => tagged(arn(world, 'codepipeline', pipeline.name), pipeline.tags)),
    ...KINDS.flatMap(kind =>
      Object.entries(kind.records(ec2)).map(([id, { Tags }]) => tagged(arn(world, 'ec2', `${kind.type}/${id}`), Tags)),
    ),
    ...Object.values(ecr.repositories).map(repository => tagged(arn(world, 'ecr', `repository/${repository.name}`), repository.tags)),
    ...byArn(ecs.tags),
    ...byArn(state.elbv2.tags),
    ...Object.values(state.events.rules).map(rule => tagged(rule.arn, rule.tags)),
    ...Object.values(state.logs.groups).map(group => tagged(groupArn(world, group.name), group.tags)),
    ...Object.values(global.s3.buckets)
      .filter(({ region }) => region === world.region)
      .map(bucket => tagged(`arn:aws:s3:::${bucket.name}`, bucket.tags)),
  ];
  return all.filter(({ tags }) => Object.keys(tags).length > 0).sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
