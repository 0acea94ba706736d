import type { BuildRecord } from '../../services/codebuild/state.ts';
import { createLogGroup } from '../../services/logs/create-log-group.ts';
import { writeLog } from '../../services/logs/write-log.ts';
import { arn, type World } from '../../world.ts';
import { BuildFailure } from './build-failure.ts';
import { buildRefusal } from './build-files.ts';

/** Makes the log group where it is missing; a role that may not write logs fails the build. */
export async function openBuildLog(world: World, record: BuildRecord): Promise<void> {
  const { groupName, streamName } = record.build.logs ?? {};
  if (groupName === undefined) return;
  const group = arn(world, 'logs', `log-group:${groupName}`);
  for (const [action, resource] of [
    ['logs:CreateLogGroup', group],
    ['logs:CreateLogStream', `${group}:log-stream:${streamName}`],
    ['logs:PutLogEvents', `${group}:log-stream:${streamName}`],
  ] as const) {
    if (action === 'logs:CreateLogGroup' && world.state.logs.groups[groupName] !== undefined) continue;
    const refused = buildRefusal(world, record, action, resource);
    if (refused === undefined) continue;
    throw new BuildFailure(
      'ACCESS_DENIED',
      `Service role ${record.build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${record.build.arn}. Error message: ${refused}`,
    );
  }
  if (world.state.logs.groups[groupName] !== undefined) return;
  await createLogGroup.run(world, { logGroupName: groupName } as never, { caller: record.build.serviceRole ?? '', requestId: '' } as never);
}

/** Writes a line as the agent in the build's container does. */
export function logBuild(world: World, { build }: BuildRecord, text: string): void {
  const { groupName, streamName } = build.logs ?? {};
  if (groupName === undefined || streamName === undefined || world.state.logs.groups[groupName] === undefined) return;
  const time = world.clock.now().toISOString().replace('T', ' ').replaceAll('-', '/').replace('Z', '000');
  writeLog(world, groupName, streamName, `[Container] ${time} ${text}\n`);
}
