import { applicationName, deploymentGroupName } from '../naming.ts';
import { alarms, codedeployName, optional, range, role } from '../rules.ts';
import { questionsOf, type Question } from './question.ts';

const ask = questionsOf('codedeploy');

// https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
const CONFIGS = [
  'CodeDeployDefault.ECSAllAtOnce',
  'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  'CodeDeployDefault.ECSLinear10PercentEvery3Minutes',
  'CodeDeployDefault.ECSCanary10Percent5Minutes',
  'CodeDeployDefault.ECSCanary10Percent15Minutes',
];

export const codedeployQuestions: readonly Question[] = [
  ask({
    key: 'codedeploy.application',
    type: 'text',
    initial: config => applicationName(config.service.cluster, config.service.name),
    check: codedeployName,
  }),
  ask({
    key: 'codedeploy.group',
    type: 'text',
    initial: config => deploymentGroupName(config.service.cluster, config.service.name),
    check: codedeployName,
  }),
  ask({ key: 'codedeploy.config', type: 'choice', choices: CONFIGS, initial: () => 'CodeDeployDefault.ECSAllAtOnce' }),
  ask({ key: 'codedeploy.terminationWait', type: 'number', initial: () => 5, check: range(0, 2880) }),
  // On by default: whoever releases for the first time expects a version that answers with errors to go back by itself, and
  // it costs 0.10 USD a month. Ten, so that a stray error of a quiet service stops nothing.
  ask({ key: 'codedeploy.errorAlarm', type: 'number', initial: () => 10, check: range(0, 1_000_000) }),
  ask({ key: 'codedeploy.alarms', type: 'list', initial: () => [], ofAccount: true, check: alarms }),
  ask({ key: 'codedeploy.role', type: 'text', initial: () => '', ofAccount: true, check: optional(role) }),
];
