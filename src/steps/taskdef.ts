import { node } from '../engine/refs.ts';
import type { Inputs, Join, Node, Ref } from '../engine/types.ts';
import { executionPolicy } from '../iam/execution-policy.ts';
import { managedPolicy, policy, trust } from '../iam/policy.ts';
import { roleArn } from '../iam/role-arn.ts';
import { treesIn } from '../paths.ts';
import { taskdefQuestions } from '../questions/taskdef.ts';
import { fillTemplate, jsonText, type FileSpec } from '../render.ts';
import { arnOf } from '../resources/arn.ts';
import { iamRole } from '../resources/iam-role.ts';
import { localFile } from '../resources/local-file.ts';
import { logGroup } from '../resources/log-group.ts';
import { taskDefinition as taskDefinitionKind } from '../resources/task-definition.ts';
import { hasImageTrigger, type Setup } from '../setup.ts';
import { image } from '../sources/ecr.ts';
import { IMAGE_PLACEHOLDER } from '../taskdef/placeholders.ts';
import type { Step } from './step.ts';

/** The name that every part of the pipeline knows the file by, whatever it is called in the project. */
export const TASKDEF_PATH = 'taskdef.json';

type Text = string | Ref | Join;

const ownDefinition = ({ files }: Setup): Readonly<Record<string, unknown>> => files.taskdef?.definition ?? {};

/** ARN of a role that the user has: named in taskdef.json, or in the config. Our own may stand in a file that we wrote. */
function usersRole(setup: Setup, field: 'executionRole' | 'taskRole'): string | undefined {
  const written = ownDefinition(setup)[`${field}Arn`];
  if (written === roleArn(setup.place, setup.names[field])) return undefined;
  if (typeof written === 'string') return written;
  const said = setup.config.taskdef[field];
  return said === '' ? undefined : roleArn(setup.place, said);
}

const executionRole = (setup: Setup) => {
  const policy = executionPolicy(ownDefinition(setup), setup.place);
  return node('taskdef', 'execution-role', iamRole, {
    name: setup.names.executionRole,
    description: `ECS pulls the image of ${setup.names.prefix} and writes its logs with it`,
    // ECS names no source when it assumes an execution role for Fargate.
    trust: trust('ecs-tasks.amazonaws.com'),
    managedPolicies: [managedPolicy(setup.place, 'service-role/AmazonECSTaskExecutionRolePolicy')],
    ...(policy === undefined ? {} : { policy }),
  });
};

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
const EXEC_POLICY = policy([
  {
    Sid: 'ExecuteCommand',
    Effect: 'Allow',
    Action: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    Resource: '*',
  },
]);

const taskRole = ({ names, place, config }: Setup) =>
  node('taskdef', 'task-role', iamRole, {
    name: names.taskRole,
    description: `The application ${names.prefix} itself calls AWS with it`,
    trust: trust('ecs-tasks.amazonaws.com', { place, arns: [arnOf(place, 'ecs', '*')] }),
    managedPolicies: [],
    ...(config.service.exec && { policy: EXEC_POLICY }),
  });

/** Whether the task role is ours: a task definition of the user's that has none gets one only for ECS Exec. */
const makesTaskRole = (setup: Setup): boolean =>
  usersRole(setup, 'taskRole') === undefined &&
  (setup.files.taskdef === undefined || setup.config.service.exec || 'taskRoleArn' in ownDefinition(setup));

interface Roles<T> {
  readonly executionRoleArn: T;
  readonly taskRoleArn?: T;
}

const withTaskRole = <T>(executionRoleArn: T, taskRoleArn: T | undefined): Roles<T> =>
  taskRoleArn === undefined ? { executionRoleArn } : { executionRoleArn, taskRoleArn };

/** The roles that tasks run with, as references to those that we make. */
const roleRefs = (setup: Setup): Roles<Text> =>
  withTaskRole<Text>(
    usersRole(setup, 'executionRole') ?? executionRole(setup).out.arn,
    usersRole(setup, 'taskRole') ?? (makesTaskRole(setup) ? taskRole(setup).out.arn : undefined),
  );

/** The same as plain texts, which follow from the names. */
const roleArns = (setup: Setup): Roles<string> =>
  withTaskRole(
    usersRole(setup, 'executionRole') ?? roleArn(setup.place, setup.names.executionRole),
    usersRole(setup, 'taskRole') ?? (makesTaskRole(setup) ? roleArn(setup.place, setup.names.taskRole) : undefined),
  );

/** ARNs of the roles that tasks run with; no others may be passed on. */
export const taskRoleArns = (setup: Setup): readonly string[] => [...new Set(Object.values(roleArns(setup)))];

const logs = ({ names, config }: Setup) =>
  node('taskdef', 'log-group', logGroup, { name: names.logGroup, retentionDays: config.logs.retentionDays });

/** Whether a container writes to our log group. */
const usesLogGroup = (setup: Setup): boolean =>
  setup.files.taskdef === undefined || JSON.stringify(setup.files.taskdef.definition).includes(`"awslogs-group":"${setup.names.logGroup}"`);

/** The values of taskdef.json. The file that is committed and the revision that is registered come from these alone. */
function values(setup: Setup): Inputs<Record<string, Text | number>> {
  const { config, place } = setup;
  const { family, container, port, cpu, memory, architecture } = config.taskdef;
  const at = (path: string): string => `containerDefinitions.0.${path}`;
  return {
    family,
    cpu: String(cpu),
    memory: String(memory),
    ...roleRefs(setup),
    'runtimePlatform.cpuArchitecture': architecture,
    [at('name')]: container,
    [at('image')]: hasImageTrigger(setup) ? IMAGE_PLACEHOLDER : image(setup).out.uri,
    [at('portMappings.0.hostPort')]: port,
    [at('portMappings.0.containerPort')]: port,
    [at('logConfiguration.options.awslogs-group')]: logs(setup).out.name,
    [at('logConfiguration.options.awslogs-region')]: place.region,
    [at('logConfiguration.options.awslogs-stream-prefix')]: container,
  };
}

/** The text with the image in the place of the placeholder, which nothing fills in when only files start the pipeline. */
const withImage = (content: string, uri: Ref): Join => ({
  $join: content.split(IMAGE_PLACEHOLDER).flatMap((part, index) => (index === 0 ? [part] : [uri, part])),
});

/** taskdef.json as it goes into the repository. */
export function taskdefFile(setup: Setup): Inputs<FileSpec> {
  const own = setup.files.taskdef;
  if (own === undefined) return { path: TASKDEF_PATH, template: 'taskdef.json', values: values(setup) };
  const content = jsonText({ ...own.definition, ...roleArns(setup) });
  return { path: TASKDEF_PATH, content: hasImageTrigger(setup) ? content : withImage(content, image(setup).out.uri) };
}

/** The RegisterTaskDefinition request of the first revision, without the image of the application. */
function request(setup: Setup): Record<string, unknown> {
  const own = setup.files.taskdef;
  const definition = own === undefined ? fillTemplate('taskdef.json', values(setup)) : { ...own.definition, ...roleRefs(setup) };
  const containers = treesIn(definition['containerDefinitions']).map(container => {
    const { image: written, ...rest } = container;
    return container['name'] === setup.app.container || written === IMAGE_PLACEHOLDER ? rest : container;
  });
  return { ...definition, containerDefinitions: containers };
}

/** The first revision, which the service starts with. */
export const taskDefinition = (setup: Setup) =>
  node('taskdef', 'task-definition', taskDefinitionKind, {
    family: setup.app.family,
    definition: request(setup),
    container: setup.app.container,
    image: setup.files.taskdef?.image ?? image(setup).out.uri,
  });

/** The file of the project. One of the user's own counts as it should be, whatever the values are. */
const file = (setup: Setup): Node =>
  node('taskdef', 'taskdef-file', localFile, {
    path: setup.config.taskdef.file,
    template: 'taskdef.json',
    values: setup.files.taskdef === undefined ? values(setup) : {},
  });

/** How the container runs: the roles, the log group, taskdef.json and its first revision. */
export const taskdef: Step = {
  name: 'taskdef',
  questions: taskdefQuestions,
  resources: setup => [
    ...(usersRole(setup, 'executionRole') === undefined ? [executionRole(setup)] : []),
    ...(makesTaskRole(setup) ? [taskRole(setup)] : []),
    ...(usesLogGroup(setup) ? [logs(setup)] : []),
    file(setup),
    taskDefinition(setup),
  ],
};
