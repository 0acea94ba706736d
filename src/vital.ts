/** The types of things without which no release comes up; the rest can wait. */
export const VITAL: ReadonlySet<string> = new Set([
  'iam.role',
  'logs.log-group',
  'ec2.security-group',
  'elbv2.target-group',
  'elbv2.listener',
  's3.bucket',
]);
