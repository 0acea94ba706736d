import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/config.ts';
import { UNKNOWN } from '../../src/engine/refs.ts';
import type { Change, Plan } from '../../src/engine/types.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { setUpRows } from '../../src/ui/set-up-rows.ts';
import { setupOf } from '../steps/helpers.ts';

const { en, ko } = LANGUAGES;

const change = (more: Partial<Change> & Pick<Change, 'id' | 'type'>): Change => ({
  step: 'alb',
  action: 'create',
  fields: [],
  needs: [],
  spec: {},
  ...more,
});

const network = (subnetIds: unknown): Change =>
  change({
    id: 'network',
    type: 'ec2.network',
    action: 'keep',
    found: true,
    outputs: { vpcId: 'vpc-1', subnetIds } as NonNullable<Change['outputs']>,
  });
const PLAN: Plan = { changes: [change({ id: 'image', type: 'ecr.image' }), network(['subnet-a', 'subnet-b'])] };

const rows = (answers: Answers, plan = PLAN, messages = en) =>
  Object.fromEntries(setUpRows(setupOf({ app: 'shop', ...answers }), plan, messages));

describe('setUpRows', () => {
  it('tells image, tasks, network, who may come in, and the branch', () => {
    expect(rows({ 'alb.testCidr': '203.0.113.7/32' })).toEqual({
      Image: 'A public image, copied: public.ecr.aws/nginx/nginx:latest',
      Tasks: '1 of 0.25 vCPU and 512 MiB, container port 80',
      Network: 'vpc-1 (Default VPC): subnet-a, subnet-b',
      Production: 'port 80, for everybody (0.0.0.0/0)',
      Test: 'port 8080, for 203.0.113.7/32',
      Branch: 'shop@main',
    });
  });

  it('warns where everybody may see a version that is not released yet', () => {
    expect(rows({})['Test']).toBe('! port 8080, for everybody (0.0.0.0/0): also shows what is not live yet');
    expect(rows({}, PLAN, ko)[ko.wizard.test]).toMatch(/^! .*0\.0\.0\.0\/0/);
    expect(rows({ 'alb.scheme': 'internal' })).toMatchObject({
      Production: 'port 80, for the VPC and what is connected to it (0.0.0.0/0)',
      Test: 'port 8080, for the VPC and what is connected to it (0.0.0.0/0)',
    });
  });

  it('tells the chosen network where AWS has not been asked, and no source of an image that is there', () => {
    const plan: Plan = { changes: [change({ id: 'image', type: 'ecr.image', action: 'keep' }), network(UNKNOWN)] };
    expect(rows({ 'alb.vpc': 'vpc-9', 'alb.subnets': ['subnet-x', 'subnet-y'] }, plan)).toMatchObject({
      Image: 'shop-ecr-repo:latest',
      Network: 'vpc-1: subnet-x, subnet-y',
    });
  });

  it("tells the size and the image that the user's own task definition has", () => {
    const taskdef = {
      file: 'taskdef.json',
      definition: { cpu: '1024', memory: '2 GB' },
      image: 'ghcr.io/acme/web:1',
      container: 'web',
      port: 3000,
      family: 'mine',
      changes: [],
    };
    expect(Object.fromEntries(setUpRows(setupOf({ app: 'shop' }, { files: { taskdef } }), PLAN, en))).toMatchObject({
      Image: 'ghcr.io/acme/web:1',
      Tasks: '1 of 1 vCPU and 2 GB, container port 3000',
    });
  });
});
