import type { AnyKind } from '../engine/types.ts';
import { artifactBucket } from './artifact-bucket.ts';
import { cluster } from './cluster.ts';
import { codecommitCommit } from './codecommit-commit.ts';
import { codecommitRepository } from './codecommit-repository.ts';
import { codedeployApplication } from './codedeploy-application.ts';
import { deploymentGroup } from './deployment-group.ts';
import { ecrImage } from './ecr-image.ts';
import { ecrRepository } from './ecr-repository.ts';
import { eventRule } from './event-rule.ts';
import { iamRole } from './iam-role.ts';
import { listener } from './listener.ts';
import { loadBalancer } from './load-balancer.ts';
import { localFile } from './local-file.ts';
import { logGroup } from './log-group.ts';
import { metricAlarm } from './metric-alarm.ts';
import { network } from './network.ts';
import { pipeline } from './pipeline.ts';
import { securityGroup } from './security-group.ts';
import { serviceLinkedRole } from './service-linked-role.ts';
import { service } from './service.ts';
import { targetGroup } from './target-group.ts';
import { taskDefinition } from './task-definition.ts';

/** Every kind of resource, by its type. */
export const KINDS: ReadonlyMap<string, AnyKind> = new Map(
  [
    localFile,
    iamRole,
    serviceLinkedRole,
    logGroup,
    artifactBucket,
    ecrRepository,
    ecrImage,
    network,
    securityGroup,
    loadBalancer,
    targetGroup,
    listener,
    cluster,
    taskDefinition,
    service,
    metricAlarm,
    codedeployApplication,
    deploymentGroup,
    codecommitRepository,
    codecommitCommit,
    pipeline,
    eventRule,
  ].map((kind: AnyKind) => [kind.type, kind]),
);
