import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  type Tag,
  type TaskDefinition,
  type TaskDefinitionStatus,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { nameIs, partsOf } from '../aws/errors.ts';
import { UserError } from '../errors.ts';
import { required } from './required.ts';

/** One revision of a family, with its tags, which AWS keeps beside it. */
export interface Revision {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** A revision by its ARN, or the newest active one by the family's name; undefined when there is none or it is on its way out. */
export async function activeRevision(aws: Aws, taskDefinition: string): Promise<Revision | undefined> {
  try {
    const found = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
    const definition = required(found.taskDefinition, 'taskDefinition');
    if (definition.status !== 'ACTIVE') return undefined;
    return { arn: required(definition.taskDefinitionArn, 'taskDefinitionArn'), definition, tags: found.tags ?? [] };
  } catch (error) {
    // It has no name of its own: every mistake of the caller is a ClientException.
    if (nameIs(error, 'ClientException') && /unable to describe task definition/i.test(partsOf(error).message)) return undefined;
    throw error;
  }
}

/** ARNs of a family's revisions, oldest first. */
export async function revisionArns(aws: Aws, family: string, status: TaskDefinitionStatus): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.ecs.send(
      // In spite of its name, `familyPrefix` is the whole name.
      new ListTaskDefinitionsCommand({ familyPrefix: family, status, sort: 'ASC', ...(nextToken !== undefined && { nextToken }) }),
    );
    arns.push(...(page.taskDefinitionArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

const MOST_AT_ONCE = 10;

/** Takes a whole family away. Revisions that a task still uses are deleted by AWS when it ends. */
export async function removeRevisions(aws: Aws, family: string): Promise<void> {
  for (const taskDefinition of await revisionArns(aws, family, 'ACTIVE')) {
    await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
  }
  const inactive = await revisionArns(aws, family, 'INACTIVE');
  for (let i = 0; i < inactive.length; i += MOST_AT_ONCE) {
    const { failures = [] } = await aws.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: inactive.slice(i, i + MOST_AT_ONCE) }),
    );
    // Sent again after an answer that was lost, it fails at what is gone.
    const left = failures.length > 0 ? await revisionArns(aws, family, 'INACTIVE') : [];
    const first = failures.find(({ arn = '' }) => left.includes(arn));
    if (first !== undefined) {
      throw new UserError('awsRefused', {
        action: 'ecs:DeleteTaskDefinitions',
        error: first.reason ?? '',
        message: first.detail ?? first.arn ?? '',
      });
    }
  }
}
