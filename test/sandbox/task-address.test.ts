import { expect, test } from 'vitest';
import { createRunningService, startStage } from '../helpers/stage.ts';

test('the sandbox tells where its running tasks answer', async () => {
  const stage = await startStage();
  await createRunningService(stage, { desiredCount: 2 });
  const answer = await fetch(`${stage.sandbox.endpoint}/_sandbox/tasks`);
  const tasks = (await answer.json()) as { taskArn: string; group: string; containerPort: number; url: string }[];
  expect(tasks.map(({ taskArn }) => taskArn).toSorted()).toEqual(Object.keys(stage.sandbox.world().state.ecs.tasks).toSorted());
  expect(tasks).toMatchObject([{ group: 'service:web', containerPort: 80, region: 'us-east-1' }, { containerPort: 80 }]);
  for (const { taskArn, url } of tasks) {
    const { status, headers } = await fetch(url);
    expect(status).toBe(200);
    expect(taskArn.endsWith(`/${headers.get('x-sandbox-task')}`)).toBe(true);
  }
});
