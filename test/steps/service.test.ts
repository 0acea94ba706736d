import { CreateServiceRequest$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { allNodes } from '../../src/steps/index.ts';
import { fillTemplate } from '../../src/render.ts';
import { setupOf, specOf } from './helpers.ts';

const nodes = allNodes(setupOf({ 'service.desiredCount': 3, 'service.gracePeriod': 90 }));
const service = specOf(nodes, 'service') as { request: Record<string, unknown> };

describe('the service', () => {
  it('is one that CodeDeploy can take over, behind blue', () => {
    expect(service).toMatchObject({
      cluster: '<cluster.name>',
      name: 'ecs-codepipeline-service',
      request: {
        taskDefinition: '<task-definition.family>',
        cluster: '<cluster.name>',
        loadBalancers: [{ targetGroupArn: '<target-group-blue.arn>', containerName: 'nginx-website', containerPort: 80 }],
        desiredCount: 3,
        launchType: 'FARGATE',
        schedulingStrategy: 'REPLICA',
        deploymentController: { type: 'CODE_DEPLOY' },
        healthCheckGracePeriodSeconds: 90,
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['<network.subnetIds>'],
            securityGroups: ['<task-security-group.id>'],
            assignPublicIp: '<network.assignPublicIp>',
          },
        },
      },
    });
  });

  it('lets commands into its tasks where that is wanted', () => {
    const wanted = specOf(allNodes(setupOf({ 'service.exec': true })), 'service');
    expect(wanted).toMatchObject({ exec: true, request: { enableExecuteCommand: true } });
    expect(service).toMatchObject({ exec: false });
    expect(service.request).not.toHaveProperty('enableExecuteCommand');
  });

  it('waits for the role of ECS and for the listener in front of blue', () => {
    expect(service).toMatchObject({ ready: ['<ecs-service-linked-role.arn>'], productionListenerArn: '<production-listener.arn>' });
  });

  it('is made from what stands in create-service.json', () => {
    const file = specOf(nodes, 'service-file') as { path: string; values: Record<string, unknown> };
    expect(file.path).toBe('create-service.json');
    expect(fillTemplate('create-service.json', file.values)).toEqual(service.request);
  });

  it('has a file that `aws ecs create-service --service-name … --cli-input-json` takes', () => {
    const members = new Set([...NormalizedSchema.of(CreateServiceRequest$).structIterator()].map(([name]) => name));
    expect(Object.keys(service.request).filter(key => !members.has(key))).toEqual([]);
    expect(service.request).not.toHaveProperty('tags');
    expect(service.request).not.toHaveProperty('clientToken');
  });
});
