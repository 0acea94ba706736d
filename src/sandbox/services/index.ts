import type { SandboxService } from '../operation.ts';
import { acm } from './acm/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { codebuild } from './codebuild/index.ts';
import { applicationAutoScaling } from './application-auto-scaling/index.ts';
import { codecommit } from './codecommit/index.ts';
import { codeconnections, codestarConnections } from './codeconnections/index.ts';
import { codedeploy } from './codedeploy/index.ts';
import { codepipeline } from './codepipeline/index.ts';
import { ec2 } from './ec2/index.ts';
import { ecr } from './ecr/index.ts';
import { ecs } from './ecs/index.ts';
import { elbv2 } from './elbv2/index.ts';
import { events } from './events/index.ts';
import { iam } from './iam/index.ts';
import { logs } from './logs/index.ts';
import { s3 } from './s3/index.ts';
import { sts } from './sts/index.ts';
import { tagging } from './tagging/index.ts';

/** Every service of the sandbox. What they run starts in this order, and stops in the reverse one. */
export const SERVICES: readonly SandboxService[] = [
  acm,
  cloudwatch,
  codebuild,
  applicationAutoScaling,
  codecommit,
  codeconnections,
  codestarConnections,
  codedeploy,
  codepipeline,
  ec2,
  ecr,
  ecs,
  elbv2,
  events,
  iam,
  logs,
  s3,
  sts,
  tagging,
];
