import type { Problem } from '../en.ts';
import { causeText, type FoundCause } from './causes.ts';

/** What is wrong with a subnet. */
const faults = {
  unknown: 'does not exist in this region',
  otherVpc: 'is in another VPC',
  notAvailable: 'is not available yet',
  notPublic: 'has no route to an internet gateway, which an internet-facing load balancer needs',
  noRouteOut: 'has no route out (0.0.0.0/0 to an internet gateway or a NAT gateway), so that tasks could not fetch their image',
} as const;

type Subnets = readonly { readonly subnet: string; readonly fault: keyof typeof faults }[];

const zonesEn = (zones: readonly string[]): string => (zones.length === 0 ? 'none' : zones.join(', '));

/** Problems of single resources. */
export const resourceProblems = {
  noDefaultVpc: (facts: { region: string }): Problem => ({
    message: `There is no default VPC in ${facts.region}.`,
    remedy: 'Name a VPC and two subnets in wizard.yaml (alb.vpc, alb.subnets), or make a default VPC with `aws ec2 create-default-vpc`.',
  }),
  alarmsUnknown: (facts: { alarms: string; region: string }): Problem => ({
    message: `There is no CloudWatch alarm of this name in ${facts.region}: ${facts.alarms}.`,
    remedy: 'Check codedeploy.alarms and the region.',
  }),
  unknownVpc: (facts: { vpc: string; region: string }): Problem => ({
    message: `There is no VPC ${facts.vpc} in ${facts.region}.`,
    remedy: 'Check alb.vpc and the region.',
  }),
  subnetsUnfit: (facts: { vpc: string; problems: Subnets; zones: readonly string[] }): Problem => ({
    message: [
      `The subnets cannot be used in ${facts.vpc}:`,
      ...facts.problems.map(({ subnet, fault }) => `- ${subnet} ${faults[fault]}.`),
      ...(facts.zones.length < 2 ? [`- Two availability zones are needed; these subnets are in: ${zonesEn(facts.zones)}.`] : []),
    ].join('\n'),
    remedy: 'Name at least two fit subnets in different availability zones (alb.subnets), or mend the routes.',
  }),
  noFitSubnets: (facts: { vpc: string; scheme: string; zones: readonly string[] }): Problem => ({
    message: `${facts.vpc} has no two availability zones with subnets fit for an ${facts.scheme} load balancer and its tasks; found: ${zonesEn(facts.zones)}.`,
    remedy:
      'A fit subnet has a route 0.0.0.0/0 to an internet gateway, or, for an internal one, to a NAT gateway. Name others (alb.vpc, alb.subnets), or add the route.',
  }),
  bucketNameTaken: (facts: { name: string }): Problem => ({
    message: `The bucket name ${facts.name} is taken by another AWS account; these names are shared by all accounts.`,
    remedy: 'Choose another app name.',
  }),
  codecommitClosed: (facts: { account: string }): Problem => ({
    message: `AWS does not let account ${facts.account} make its first CodeCommit repository.`,
    remedy: 'Ask AWS Support to open CodeCommit for the account, or use an account that has a repository already.',
  }),
  applicationNotForEcs: (facts: { name: string; platform: string }): Problem => ({
    message: `The CodeDeploy application ${facts.name} is for ${facts.platform}, not for ECS, and that cannot be changed.`,
    remedy: 'Name another application (codedeploy.application), or delete this one.',
  }),
  loadBalancerFailed: (facts: { name: string; reason: string }): Problem => ({
    message: `AWS could not build the load balancer ${facts.name}: ${facts.reason}`,
    remedy: 'Delete it in the EC2 console, mend what AWS names, then run the same command again.',
  }),
  serviceNotUp: (facts: { service: string; cause: FoundCause; command: string; otherPath: string | undefined }): Problem => ({
    message: `The service ${facts.service} does not come up.\n  ${causeText(facts.cause).message}`,
    remedy:
      facts.otherPath === undefined
        ? `Mend that, then: ${facts.command}`
        : `To ask for another path: ${facts.otherPath}\n  For another image: ${facts.command}`,
  }),
  roleRefused: (facts: { role: string; principal: string; trust: string; command: string }): Problem => ({
    message: `${facts.principal} cannot assume the role ${facts.role}: its trust policy does not allow that.`,
    remedy: `Let it, then run \`${facts.command}\` again: aws iam update-assume-role-policy --role-name ${facts.role} --policy-document '${facts.trust}'`,
  }),
  tasksKeepStopping: (facts: { service: string; count: number; reason: string }): Problem => ({
    message: `The tasks of ${facts.service} do not stay up (${facts.count} have stopped). The last one: ${facts.reason}`,
    remedy: 'Their log lines: `aws logs tail LOG_GROUP`. Mend the image or the task definition, then `wizard destroy` and set up again.',
  }),
};
