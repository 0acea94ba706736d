import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { lookAtTargets } from '../../release/look-targets.ts';
import { found, type Check } from './check.ts';
import { servingOf } from './live.ts';

/** Whether what serves answers the path of the health check as its target group wants it. */
export const healthCheck: Check = {
  name: 'healthCheck',
  needs: ['service', 'target-group-blue'],
  run: async context => {
    const arn = await servingOf(context);
    if (arn === undefined) return found('skipped', 'notMade', {});
    const [{ TargetGroups = [] }, looks] = await Promise.all([
      context.aws.elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] })),
      lookAtTargets(context.aws, arn),
    ]);
    const { HealthCheckPath: path = '/', Matcher } = TargetGroups[0] ?? {};
    const codes = Matcher?.HttpCode ?? '200';
    if (looks.some(({ state }) => state === 'healthy')) return found('ok', 'healthPathAnswers', { path, codes });
    const mismatch = looks.find(({ reason }) => reason === 'Target.ResponseCodeMismatch');
    if (mismatch === undefined) return found('skipped', 'healthPathUnknown', { path });
    return found('failed', 'healthPathWrong', { path, codes, answer: mismatch.description ?? '', command: context.command('alb') });
  },
};
