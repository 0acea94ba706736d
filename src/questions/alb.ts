import type { Config, ConfigContext } from '../config.ts';
import { loadBalancerName, prefixOf, targetGroupName } from '../naming.ts';
import { cidr, greenTargetGroup, healthCheckPath, loadBalancer, optional, range, subnets, targetGroup, testPort, vpc } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('alb');

const noDefaultVpc = (_: Config, context: ConfigContext): boolean => context.defaultVpc === false;

export const albQuestions: readonly Question[] = [
  ask({ key: 'alb.name', type: 'text', initial: config => loadBalancerName(prefixOf(config)), check: loadBalancer }),
  ask({ key: 'alb.scheme', type: 'choice', choices: ['internet-facing', 'internal'], initial: () => 'internet-facing' }),
  ask({
    key: 'alb.vpc',
    type: 'text',
    initial: (config, context) => (noDefaultVpc(config, context) ? undefined : ''),
    asked: noDefaultVpc,
    ofAccount: true,
    check: optional(vpc),
  }),
  ask({ key: 'alb.subnets', type: 'list', initial: () => [], ofAccount: true, check: subnets }),
  ask({ key: 'alb.productionPort', type: 'number', initial: () => 80, check: range(1, 65_535) }),
  ask({ key: 'alb.testPort', type: 'number', initial: config => (config.alb.productionPort === 8080 ? 8081 : 8080), check: testPort }),
  ask({ key: 'alb.cidr', type: 'text', initial: () => '0.0.0.0/0', check: cidr }),
  ask({ key: 'alb.testCidr', type: 'text', initial: config => config.alb.cidr, check: cidr }),
  ask({ key: 'alb.healthCheckPath', type: 'text', initial: () => '/', check: healthCheckPath }),
  ask({ key: 'alb.blueTargetGroup', type: 'text', initial: config => targetGroupName(prefixOf(config), 'blue'), check: targetGroup }),
  ask({
    key: 'alb.greenTargetGroup',
    type: 'text',
    initial: config => targetGroupName(prefixOf(config), 'green'),
    check: greenTargetGroup,
  }),
];
