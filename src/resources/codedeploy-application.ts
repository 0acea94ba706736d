import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  GetApplicationCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  type ApplicationInfo,
} from '@aws-sdk/client-codedeploy';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { markOf, ownerTagList } from '../aws/tags.ts';
import type { Kind } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { arnOf } from './arn.ts';
import { findFirst } from './find-first.ts';
import { makeOnce } from './make-once.ts';

export interface CodedeployApplicationSpec {
  readonly name: string;
}

export type CodedeployApplicationOutputs = { readonly name: string };

/** The frame around the deployment group. Its compute platform is ECS, which cannot be changed later. */
export const codedeployApplication: Kind<CodedeployApplicationSpec, CodedeployApplicationOutputs, Aws> = {
  type: 'codedeploy.application',
  outputs: ['name'],
  identity: ['name'],
  // The deployment group lies in it, of which a service takes one only.
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:codedeploy:[^:]+:\d+:application:(?<name>.+)$/,
  permissions: {
    read: ['codedeploy:GetApplication', 'codedeploy:ListTagsForResource'],
    write: ['codedeploy:CreateApplication', 'codedeploy:TagResource', 'codedeploy:DeleteApplication'],
  },

  async read(aws, spec, known) {
    const application = await findFirst(known?.name, spec.name, name => find(aws, name));
    if (application?.applicationName === undefined) return undefined;
    const { applicationName: name, computePlatform } = application;
    if (computePlatform !== 'ECS') throw new UserError('applicationNotForEcs', { name, platform: computePlatform ?? 'Server' });
    const { Tags } = await aws.codedeploy.send(new ListTagsForResourceCommand({ ResourceArn: applicationArn(aws, name) }));
    return { outputs: { name }, actual: { name }, ...markOf(Tags) };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(
        aws,
        intent,
        { kind: codedeployApplication, spec, name: spec.name, exists: ['ApplicationAlreadyExistsException'] },
        async () => {
          const { name } = spec;
          await aws.codedeploy.send(
            new CreateApplicationCommand({ applicationName: name, computePlatform: 'ECS', tags: ownerTagList(aws) }),
          );
          return { outputs: { name }, actual: { name }, owner: aws.owner };
        },
      ));
    if (there.owner !== aws.owner) {
      await aws.codedeploy.send(new TagResourceCommand({ ResourceArn: applicationArn(aws, there.outputs.name), Tags: ownerTagList(aws) }));
    }
    return there.outputs;
  },

  async remove(aws, known) {
    await whenMissing(
      aws.codedeploy.send(new DeleteApplicationCommand({ applicationName: known.name })),
      'ApplicationDoesNotExistException',
    );
  },
};

const find = async (aws: Aws, name: string): Promise<ApplicationInfo | undefined> => {
  const found = await whenMissing(
    aws.codedeploy.send(new GetApplicationCommand({ applicationName: name })),
    'ApplicationDoesNotExistException',
  );
  return found?.application;
};

const applicationArn = (aws: Aws, name: string): string => arnOf(aws, 'codedeploy', `application:${name}`);
