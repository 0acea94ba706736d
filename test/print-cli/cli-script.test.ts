import { describe, expect, it } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import type { Change, Node } from '../../src/engine/types.ts';
import { cliScript } from '../../src/print-cli/cli-script.ts';
import { scriptText } from '../../src/print-cli/script-text.ts';
import { codecommitCommit } from '../../src/resources/codecommit-commit.ts';
import { loadBalancer } from '../../src/resources/load-balancer.ts';
import { metricAlarm } from '../../src/resources/metric-alarm.ts';
import { taskDefinition } from '../../src/resources/task-definition.ts';

// Nothing is asked of it: all that the plan makes is new.
const AWS = { account: '111122223333', region: 'us-east-1', partition: 'aws', app: 'shop', env: 'default', owner: 'shop/default' } as Aws;
const STATE = { schema: 1, owner: AWS.owner, account: AWS.account, region: AWS.region, serial: 0, entries: {} } as const;

const nodeOf = (id: string, kind: Node['kind'], spec: object): Node => ({ id, kind, spec, step: 'x' });

const NOTHING = {
  send: async () => {
    throw Object.assign(new Error('There is none.'), { name: 'RepositoryDoesNotExistException' });
  },
};

const scriptOf = (...nodes: readonly Node[]): Promise<string> => scriptIn(AWS, ...nodes);

async function scriptIn(aws: Aws, ...nodes: readonly Node[]): Promise<string> {
  const changes = nodes.map(({ id, kind, spec }): Change => ({
    id,
    type: kind.type,
    step: 'x',
    action: 'create',
    fields: [],
    needs: [],
    spec,
  }));
  return scriptText(await cliScript({ changes }, nodes, STATE, aws), aws.region);
}

describe('cliScript', () => {
  it('keeps what a later command needs in a variable, also when it needs a part of it, and waits', async () => {
    const balancer = nodeOf('load-balancer', loadBalancer, {
      name: 'shop',
      scheme: 'internal',
      subnetIds: ['a', 'b'],
      securityGroupIds: ['g'],
    });
    const alarm = nodeOf('alarm', metricAlarm, { name: "shop's", metric: 'M', loadBalancerArn: { $ref: 'load-balancer', attr: 'arn' } });
    const script = await scriptOf(balancer, alarm);
    expect(script).toMatch(
      /^LOAD_BALANCER_ARN=\$\(aws elbv2 create-load-balancer --name shop .*--query 'LoadBalancers\[0\]\.LoadBalancerArn' --output text\)$/m,
    );
    expect(script).toContain('aws elbv2 wait load-balancer-available --load-balancer-arns "$LOAD_BALANCER_ARN"\n');
    expect(script).toContain(String.raw`--alarm-name 'shop'\''s'`);
    expect(script).toContain(`"Value":"'"\${LOAD_BALANCER_ARN#*:loadbalancer/}"'"}`);
  });

  it('never prints what an environment variable holds that is secret by its name', async () => {
    const environment = [
      { name: 'DB_PASSWORD', value: 'hunter2' },
      { name: 'COLOUR', value: 'blue' },
    ];
    const definition = { containerDefinitions: [{ name: 'web', environment }] };
    const script = await scriptOf(nodeOf('task-definition', taskDefinition, { family: 'shop', container: 'web', image: 'i', definition }));
    expect(script).not.toContain('hunter2');
    expect(script).toContain('\n: "${DB_PASSWORD:?}"\n');
    expect(script).toContain(`{"name":"DB_PASSWORD","value":"'"$DB_PASSWORD"'"},{"name":"COLOUR","value":"blue"}`);
  });

  it('never prints it out of a file either', async () => {
    const content = JSON.stringify({ containerDefinitions: [{ environment: [{ name: 'API_TOKEN', value: 'hunter2' }] }] }, null, 2);
    const files = [{ path: 'taskdef.json', content }];
    const aws = { ...AWS, codecommit: NOTHING } as unknown as Aws;
    const script = await scriptIn(aws, nodeOf('commit', codecommitCommit, { repository: 'shop', branch: 'main', message: 'm', files }));
    expect(script).toContain('create-commit');
    expect(script).toContain('"$API_TOKEN"');
    expect(script).not.toContain('hunter2');
  });
});
