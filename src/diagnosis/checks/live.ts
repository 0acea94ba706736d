import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { whenMissing } from '../../aws/errors.ts';
import { lookAtDeployment } from '../../release/look-deployment.ts';
import { lookAtTargets } from '../../release/look-targets.ts';
import { readClosedStage } from '../../release/closed-stage.ts';
import { runningDeployment } from '../../release/running.ts';
import { hasImageTrigger } from '../../setup.ts';
import { readFindingOfListener } from '../finding-of-listener.ts';
import { readNetwork } from '../read-network.ts';
import { found, type Check, type CheckContext, type Finding } from './check.ts';

const primaryOf = async ({ service }: CheckContext) => (await service())?.taskSets?.find(({ status }) => status === 'PRIMARY');

/** ARN of the target group of the primary task set. */
export const servingOf = async (context: CheckContext): Promise<string | undefined> =>
  (await primaryOf(context))?.loadBalancers?.[0]?.targetGroupArn;

const listeners: Check = {
  name: 'listeners',
  needs: ['production-listener', 'service'],
  run: async context => {
    const arn = context.output('production-listener', 'arn') ?? '';
    return (await readFindingOfListener(context.aws, arn, await context.service())) ?? [];
  },
};

const path: Check = {
  name: 'path',
  needs: ['service', 'load-balancer'],
  run: async context => {
    const service = await context.service();
    if (service === undefined) return found('skipped', 'notMade', {});
    const { groups, letsIn, publicIp, routes } = await readNetwork(context.aws, context.setup, service);
    const port = String(context.setup.app.port);
    const group = groups.join(', ');
    const stuck = Object.entries(routes).flatMap(([subnet, route]) =>
      route === 'none' || (route === 'public' && !publicIp) ? [subnet] : [],
    );
    if (stuck.length > 0) return found('failed', 'pathBlocked', { subnets: stuck.join(', '), command: context.command('init') });
    if (letsIn === false) return found('failed', 'pathClosed', { group, port, command: context.command('alb') });
    return letsIn === true ? found('ok', 'pathOpen', { port }) : found('warning', 'pathUnknown', { group });
  },
};

const service: Check = {
  name: 'service',
  needs: ['service'],
  run: async context => {
    const { cluster, name } = context.setup.config.service;
    const there = await context.service();
    const primary = await primaryOf(context);
    if (there?.desiredCount === 0) return found('failed', 'serviceAtZero', { service: name, cluster });
    const [running, desired] = [String(primary?.runningCount ?? 0), String(primary?.computedDesiredCount ?? there?.desiredCount ?? 0)];
    if (Number(running) >= Number(desired) && primary?.stabilityStatus === 'STEADY_STATE')
      return found('ok', 'serviceRuns', { running, desired });
    const reason = there?.events?.map(({ message = '' }) => message).find(message => /unable|unhealthy|failed/.test(message)) ?? '';
    return found('failed', 'serviceShort', { running, desired, reason });
  },
};

const targets: Check = {
  name: 'targets',
  needs: ['service', 'target-group-blue'],
  run: async context => {
    const looks = await lookAtTargets(context.aws, (await servingOf(context)) ?? '');
    const sick = looks.filter(({ state }) => state !== 'healthy' && state !== 'draining');
    const healthy = looks.filter(({ state }) => state === 'healthy').length;
    if (sick.length === 0 && healthy > 0) return found('ok', 'targetsHealthy', { count: String(healthy) });
    const { state = 'none', reason, description } = sick[0] ?? {};
    return found('failed', 'targetsSick', { reason: description ?? reason ?? state, path: context.setup.config.alb.healthCheckPath });
  },
};

const triggers: Check = {
  name: 'triggers',
  needs: ['pipeline'],
  run: async context => {
    const { names } = context.setup;
    const rules = [names.filesRule, ...(hasImageTrigger(context.setup) ? [names.imageRule] : [])];
    const findings = await Promise.all(rules.map(rule => ruleFinding(context, rule)));
    const bad = findings.filter(finding => finding !== undefined);
    return bad.length > 0 ? bad : found('ok', 'triggersOn', { rules: rules.join(', ') });
  },
};

async function ruleFinding({ aws, setup, command }: CheckContext, rule: string): Promise<Finding | undefined> {
  const read = await whenMissing(aws.eventbridge.send(new DescribeRuleCommand({ Name: rule })), 'ResourceNotFoundException');
  if (read?.State !== undefined && read.State !== 'ENABLED') return found('failed', 'ruleOff', { rule });
  const { Targets = [] } = read === undefined ? {} : await aws.eventbridge.send(new ListTargetsByRuleCommand({ Rule: rule }));
  const leads = Targets.some(({ Arn = '', RoleArn }) => Arn.endsWith(`:${setup.config.pipeline.name}`) && RoleArn !== undefined);
  return leads ? undefined : found('failed', 'ruleBroken', { rule, command: command('pipeline') });
}

const pipeline: Check = {
  name: 'pipeline',
  needs: ['pipeline'],
  run: async ({ aws, setup }) => {
    const closed = await readClosedStage(aws, setup.config.pipeline.name);
    return closed === undefined ? found('ok', 'pipelineOpen', {}) : found('failed', 'stageClosed', { ...closed });
  },
};

const deployment: Check = {
  name: 'deployment',
  needs: ['deployment-group'],
  run: async ({ aws, setup }) => {
    const running = await runningDeployment(aws, setup.config.codedeploy.application, setup.config.codedeploy.group);
    if (running === undefined) return found('ok', 'noDeployment', {});
    const { deploymentId, shifted } = running;
    if (shifted) return found('ok', 'deploymentKeeps', { deployment: deploymentId });
    const { lifecycle, status } = await lookAtDeployment(aws, deploymentId, `${setup.config.service.cluster}:${setup.config.service.name}`);
    const phase = lifecycle.find(event => event.status === 'InProgress')?.event ?? status;
    return found('warning', 'deploymentRuns', { deployment: deploymentId, status: phase });
  },
};

/** What a release needs of what is made. */
export const liveChecks: readonly Check[] = [listeners, path, service, targets, triggers, pipeline, deployment];
