import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  type LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { markOf, ownerTags } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { arnOf } from './arn.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';

export interface LogGroupSpec {
  readonly name: string;
  /** One of the periods that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, … */
  readonly retentionDays: number;
}

export type LogGroupOutputs = { readonly name: string; readonly arn: string };

/** Where the containers write. It must exist before the first task: the execution role may not make it. */
export const logGroup: Kind<LogGroupSpec, LogGroupOutputs, Aws> = {
  type: 'logs.log-group',
  outputs: ['name', 'arn'],
  identity: ['name'],
  arnPattern: /^arn:[^:]+:logs:[^:]+:\d+:log-group:(?<name>[^:*]+)$/,
  permissions: {
    read: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
    write: ['logs:CreateLogGroup', 'logs:TagResource', 'logs:PutRetentionPolicy', 'logs:DescribeLogStreams', 'logs:DeleteLogGroup'],
  },
  cost: () => [{ price: 'logs-ingest-gb', units: 0.1 }],

  async read(aws, spec, known) {
    const group = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (group?.logGroupName === undefined) return undefined;
    const outputs = outputsOf(aws, group.logGroupName);
    const { tags } = await aws.logs.send(new ListTagsForResourceCommand({ resourceArn: outputs.arn }));
    return { outputs, actual: { name: outputs.name, retentionDays: group.retentionInDays ?? 0 }, ...markOf(tags) };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: logGroup, spec, name: spec.name, exists: ['ResourceAlreadyExistsException'] }, async () => {
        await aws.logs.send(new CreateLogGroupCommand({ logGroupName: spec.name, tags: ownerTags(aws) }));
        return { outputs: outputsOf(aws, spec.name), actual: {}, owner: aws.owner };
      }));
    if (there.owner !== aws.owner) {
      await aws.logs.send(new TagResourceCommand({ resourceArn: there.outputs.arn, tags: ownerTags(aws) }));
    }
    if (there.actual.retentionDays !== spec.retentionDays) {
      await aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: spec.name, retentionInDays: spec.retentionDays }));
    }
    return there.outputs;
  },

  async holdsData(aws, known) {
    const request = new DescribeLogStreamsCommand({ logGroupName: known.name, limit: 1 });
    const found = await whenMissing(aws.logs.send(request), 'ResourceNotFoundException');
    return (found?.logStreams ?? []).length > 0;
  },

  async remove(aws, known) {
    await whenMissing(aws.logs.send(new DeleteLogGroupCommand({ logGroupName: known.name })), 'ResourceNotFoundException');
  },
};

// Names are sorted, so the exact name comes before all that it is a prefix of.
const find = async (aws: Aws, name: string): Promise<LogGroup | undefined> => {
  const { logGroups } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  return logGroups?.find(group => group.logGroupName === name);
};

// Without the `:*` that DescribeLogGroups adds, which tagging does not take.
const outputsOf = (aws: Aws, name: string): LogGroupOutputs => ({ name, arn: arnOf(aws, 'logs', `log-group:${name}`) });
