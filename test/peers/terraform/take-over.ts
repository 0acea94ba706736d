import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsCli } from '../../helpers/aws-cli.ts';
import type { Terraform } from './terraform.ts';

const NAME = 'ecs-codepipeline';
const BUCKET = `${NAME}-artifacts-111122223333-ap-northeast-2`;
const APPLICATION = `AppECS-${NAME}-${NAME}-service`;

/** What `init` makes, by the ids that Terraform imports. The image repository is not among them: this provider is older than its kind of mutability. */
async function idsOf(aws: AwsCli): Promise<Readonly<Record<string, string>>> {
  const balancer = await aws.text(`elbv2 describe-load-balancers --names ${NAME} --query LoadBalancers[].LoadBalancerArn`);
  const listeners = await aws.text(`elbv2 describe-listeners --load-balancer-arn ${balancer} --query Listeners[].ListenerArn`);
  const [production = '', test = ''] = listeners.split('\t');
  const group = (colour: string) =>
    aws.text(`elbv2 describe-target-groups --names ${NAME}-${colour} --query TargetGroups[].TargetGroupArn`);
  const securityGroup = (name: string) =>
    aws.text(`ec2 describe-security-groups --filters Name=group-name,Values=${NAME}-${name} --query SecurityGroups[].GroupId`);
  const definitions = await aws.text('ecs list-task-definitions --family-prefix ecs-taskdef --query taskDefinitionArns');
  const roles = ['execution', 'task', 'codedeploy', 'pipeline', 'events'];
  return {
    'aws_lb.main': balancer,
    'aws_lb_target_group.blue': await group('blue'),
    'aws_lb_target_group.green': await group('green'),
    'aws_lb_listener.production': production,
    'aws_lb_listener.test': test,
    'aws_security_group.balancer': await securityGroup('load-balancer'),
    'aws_security_group.tasks': await securityGroup('tasks'),
    'aws_s3_bucket.artifacts': BUCKET,
    'aws_s3_bucket_lifecycle_configuration.artifacts': BUCKET,
    'aws_s3_bucket_policy.artifacts': BUCKET,
    'aws_s3_bucket_public_access_block.artifacts': BUCKET,
    'aws_s3_bucket_server_side_encryption_configuration.artifacts': BUCKET,
    'aws_s3_bucket_versioning.artifacts': BUCKET,
    'aws_cloudwatch_log_group.web': `/ecs/${NAME}`,
    'aws_ecs_cluster.main': NAME,
    'aws_ecs_service.web': `${NAME}/${NAME}-service`,
    'aws_ecs_task_definition.web': definitions.split('\t')[0] ?? '',
    'aws_codecommit_repository.web': NAME,
    'aws_codedeploy_app.web': APPLICATION,
    'aws_codedeploy_deployment_group.web': `${APPLICATION}:DgpECS-${NAME}-${NAME}-service`,
    'aws_codepipeline.main': NAME,
    'aws_cloudwatch_event_rule.files': `${NAME}-files`,
    'aws_cloudwatch_event_rule.image': `${NAME}-image`,
    ...Object.fromEntries(roles.map(role => [`aws_iam_role.${role}`, `${NAME}-${role}-ap-northeast-2`])),
  };
}

/** What the provider writes into generated configurations and then refuses itself: empty blocks, zeros out of range. */
const REFUSED_BY_ITSELF = [
  /^ {2}(subnet_mapping|target_failover|target_health_state) \{\n(.*\n)*? {2}\}\n/gm,
  /^ +stickiness \{\n( +duration += 0\n| +enabled +=.*\n)+ +\}\n/gm,
  /^ +(timeout_in_minutes|order) += 0\n/gm,
];

/** Lets Terraform write the configuration of a set-up from what it finds; returns how much that is. */
export async function takeOver(terraform: Terraform, aws: AwsCli, folder: string): Promise<number> {
  const ids = Object.entries(await idsOf(aws));
  await writeFile(join(folder, 'import.tf'), ids.map(([to, id]) => `import {\n  to = ${to}\n  id = "${id}"\n}\n`).join('\n'));
  const generated = join(folder, 'generated.tf');
  // Fails by its own mistakes, after it has written the file.
  await terraform.run('plan', '-input=false', `-generate-config-out=${generated}`).catch(() => undefined);
  const text = await readFile(generated, 'utf8');
  await writeFile(
    generated,
    REFUSED_BY_ITSELF.reduce((rest, pattern) => rest.replaceAll(pattern, ''), text),
  );
  return ids.length;
}

/** The provider's settings alone, out of a configuration that begins with them. */
export async function copyProvider(main: string, folder: string): Promise<void> {
  const [settings = ''] = (await readFile(main, 'utf8')).split('\nlocals');
  await writeFile(join(folder, 'main.tf'), settings);
}
