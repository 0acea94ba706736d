import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/engine/failures.ts';
import { applyPlan } from '../../src/engine/apply.ts';
import { makePlan, planDestroy } from '../../src/engine/plan.ts';
import { Stopped } from '../../src/engine/stopped.ts';
import type { AnyKind } from '../../src/engine/types.ts';
import { isProblem } from '../../src/errors.ts';
import { KINDS, kindsByType, recorder, ref, setup, start, summary, thing, problemsIn } from './fake-world.ts';

const thrown = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

describe('applyPlan', () => {
  it('makes everything, in the order of need, and notes it', async () => {
    const { world, store, up } = start();
    await up(setup());
    const effects = world.calls.filter(call => !call.startsWith('read'));
    expect([...effects].sort()).toEqual([
      'create balancer app',
      'create disk app-disk',
      'create listener listener',
      'create role app-role',
      'create role record-app.example',
      'create service app',
      'settle balancer app',
    ]);
    expect(effects.indexOf('create listener listener')).toBeGreaterThan(effects.indexOf('create balancer app'));
    expect(store.saved.entries['vpc']).toMatchObject({ shared: true, outputs: { id: 'vpc-1' } });
    expect(store.saved.entries['service']).toMatchObject({
      type: 'service',
      step: 'step',
      status: 'ready',
      needs: ['role', 'listener', 'disk'],
    });
  });

  it('waits for an output that comes late, and only for that', async () => {
    const { world, up } = start();
    const order: string[] = [];
    let release: () => void = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    world.onPoint = async point => {
      if (point === 'before settle balancer app') await held;
      if (point === 'after create service app') release();
      if (/create (service|role record)|settle/.test(point)) order.push(point);
    };
    await up(setup());
    expect(order.indexOf('after create service app')).toBeLessThan(order.indexOf('after settle balancer app'));
    expect(order.indexOf('before create role record-app.example')).toBeGreaterThan(order.indexOf('after settle balancer app'));
  });

  it('does nothing at all, not even a write, when everything is as wanted', async () => {
    const { world, store, heard, up } = start();
    await up(setup());
    world.calls.length = 0;
    heard.length = 0;
    const { saves } = store;
    await up(setup());
    expect(world.calls.filter(call => !call.startsWith('read'))).toEqual([]);
    expect(store.saves).toBe(saves);
    expect(heard).toEqual([]);
  });

  it('tells what happens to each change', async () => {
    const { heard, up } = start();
    await up([thing('vpc', 'vpc', { name: 'default' }), thing('balancer', 'balancer', { name: 'app', vpc: ref('vpc') })]);
    expect(heard).toEqual(['starting balancer', 'made balancer', 'done balancer']);
  });

  it('updates in place', async () => {
    const { world, up } = start();
    await up(setup());
    const service = world.find('service', { name: 'app' });
    if (service) service.fields = { ...service.fields, disk: 'other', count: 7 };
    expect(await up(setup())).toEqual(['update service disk']);
    expect(world.things.get(service?.id ?? '')?.fields).toMatchObject({ disk: world.find('disk', {})?.id, count: 7 });
    expect(await up(setup())).toEqual([]);
  });

  it('keeps at most as many calls in flight as allowed', async () => {
    const { world, up } = start();
    let flying = 0;
    let most = 0;
    world.onPoint = async point => {
      if (!point.includes('create')) return;
      flying += point.startsWith('before') ? 1 : -1;
      most = Math.max(most, flying);
      await new Promise(resolve => setImmediate(resolve));
    };
    const nodes = Array.from({ length: 30 }, (_, i) => thing(`role${i}`, 'role', { name: `role${i}` }));
    await up(nodes, { concurrency: 4 });
    expect(most).toBe(4);
    await up(nodes.map(({ id }) => thing(`more-${id}`, 'role', { name: `more-${id}` })));
    expect(most).toBe(12);
  });

  it('goes on with what does not depend on a failure, and throws all failures together', async () => {
    const { world, store, heard, up } = start();
    world.onPoint = point => {
      if (/^before create (role app-role|disk)/.test(point)) throw new Error(`no ${point}`);
    };
    const error = await thrown(up(setup()));
    expect(error).toBeInstanceOf(Failures);
    expect((error as Failures).failures.map(({ id, type, step }) => [id, type, step])).toEqual([
      ['role', 'role', 'step'],
      ['disk', 'disk', 'step'],
    ]);
    expect(heard.filter(line => /failed|skipped/.test(line))).toEqual(['failed role', 'failed disk', 'skipped service']);
    expect(store.saved.entries['record']).toMatchObject({ status: 'ready' });
    world.onPoint = () => {};
    expect(await up(setup())).toEqual(['create role', 'create disk', 'create service']);
  });

  it('removes nothing while something that is wanted could not be made', async () => {
    const { world, heard, up } = start();
    await up([thing('old', 'disk', { name: 'old' })]);
    world.onPoint = point => {
      if (point === 'before create role new') throw new Error('no');
    };
    await thrown(up([thing('new', 'role', { name: 'new' })]));
    expect(world.find('disk', { name: 'old' })).toBeDefined();
    expect(heard).toContain('skipped old');
  });

  it('makes nothing whose intent could not be written', async () => {
    const { world, up } = start();
    world.onPoint = point => {
      if (point === 'before save') throw new Error('disk full');
    };
    await thrown(up(setup()));
    expect(world.calls.filter(call => call.startsWith('create'))).toEqual([]);
  });

  it('writes one state after the other', async () => {
    const { world, store, up } = start();
    let writing = 0;
    let most = 0;
    world.onPoint = async point => {
      if (point === 'before save') writing += 1;
      most = Math.max(most, writing);
      await new Promise(resolve => setImmediate(resolve));
      if (point === 'after save') writing -= 1;
    };
    await up(setup());
    expect(most).toBe(1);
    expect(store.saved.serial).toBe(store.saves);
  });

  it('notes no more than ids: no spec, no secret', async () => {
    const { store, up } = start();
    await up([thing('disk', 'disk', { name: 'd', password: 'hunter2-secret' })]);
    expect(JSON.stringify(store.saved)).not.toContain('hunter2');
  });

  it('refuses what appeared meanwhile and is not ours, where it was not known at planning', async () => {
    const { world, plan, apply } = start();
    const nodes = [thing('disk', 'disk', { name: 'd' }), thing('listener', 'listener', { name: 'l', balancer: ref('disk'), port: 80 })];
    const planned = await plan(nodes);
    world.onPoint = point => {
      const disk = world.find('disk', { name: 'd' });
      if (point === 'after create disk d' && disk) world.create('listener', { balancer: disk.id, port: 80 }, 'other/prod');
    };
    expect(problemsIn(await thrown(apply(nodes, planned)))).toMatchObject([{ code: 'foreign', facts: { owner: 'other/prod' } }]);
  });

  it('does not replace what the plan showed as kept or updated', async () => {
    const { world, plan, apply, up } = start();
    await up(setup());
    const role = world.find('role', { name: 'app-role' });
    world.things.delete(role?.id ?? '');
    const planned = await plan(setup());
    const service = world.find('service', { name: 'app' });
    if (service) service.fields = { ...service.fields, name: 'renamed' };
    expect(problemsIn(await thrown(apply(setup(), planned)))).toMatchObject([{ code: 'changedMeanwhile', facts: { node: 'service' } }]);
  });

  it('passes the same token again when a creation is resumed, and a new one for another spec', async () => {
    const { world, store, up } = start();
    const tokens: (string | undefined)[] = [];
    world.onPoint = point => {
      if (!point.startsWith('before create')) return;
      tokens.push(store.saved.entries['disk']?.token);
      if (tokens.length < 3) throw new Error('lost');
    };
    await thrown(up([thing('disk', 'disk', { name: 'd', format: 'a' })]));
    await thrown(up([thing('disk', 'disk', { name: 'd', format: 'a' })]));
    await up([thing('disk', 'disk', { name: 'd', format: 'b' })]);
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
    expect(tokens.every(token => token !== undefined && token.length <= 36)).toBe(true);
  });
});

describe('replacing', () => {
  it('makes the new one, moves the dependents, then removes the old one', async () => {
    const { world, store, up } = start();
    await up(setup());
    world.calls.length = 0;
    await up(setup({ roleName: 'other-role' }));
    expect(world.calls.filter(call => !call.startsWith('read'))).toEqual([
      'create role other-role',
      'update service app',
      'remove role app-role',
    ]);
    expect(Object.keys(store.saved.entries).sort()).toEqual(['balancer', 'disk', 'listener', 'record', 'role', 'service', 'vpc']);
    expect(await up(setup({ roleName: 'other-role' }))).toEqual([]);
  });

  it('removes what refers to the old one before the old one, also where both are replaced', async () => {
    const { world, up } = start();
    const nodes = (name: string) => [
      thing('disk', 'disk', { name }),
      thing('listener', 'listener', { name: 'l', balancer: ref('disk'), port: 80 }),
    ];
    await up(nodes('old'));
    world.calls.length = 0;
    await up(nodes('new'));
    expect(world.calls.filter(call => !call.startsWith('read'))).toEqual([
      'create disk new',
      'create listener l',
      'remove listener l',
      'remove disk old',
    ]);
  });

  it('removes first where both would have the same name', async () => {
    const { world, up } = start();
    await up([thing('disk', 'disk', { name: 'd', format: 'ext4' })]);
    world.calls.length = 0;
    await up([thing('disk', 'disk', { name: 'd', format: 'xfs' })]);
    expect(world.calls.filter(call => !call.startsWith('read'))).toEqual(['remove disk d', 'create disk d']);
  });

  it('refuses a thing of somebody else under the new name', async () => {
    const { world, up } = start();
    await up(setup());
    world.create('role', { name: 'other-role' }, 'other/prod');
    expect(problemsIn(await thrown(up(setup({ roleName: 'other-role' }))))).toMatchObject([{ code: 'foreign' }]);
    expect(world.find('role', { name: 'app-role' })).toBeDefined();
  });

  it('finds a creation that was interrupted before its name was changed', async () => {
    const { world, up } = start();
    world.onPoint = point => {
      if (point === 'after create role app-role') throw new Error('killed');
    };
    await thrown(up(setup()));
    world.onPoint = () => {};
    expect(await up(setup({ roleName: 'other-role' }))).toContain('replace role name');
    expect(world.find('role', { name: 'app-role' })).toBeUndefined();
    expect(world.find('role', { name: 'other-role' })).toBeDefined();
  });

  it('moves what is found through a thing that was deleted by hand', async () => {
    const { world, up } = start();
    await up(setup());
    const balancer = world.find('balancer', { name: 'app' });
    world.things.delete(balancer?.id ?? '');
    await up(setup());
    expect(await up(setup())).toEqual([]);
    expect([...world.things.values()].filter(({ type }) => type === 'listener')).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('begins nothing new, finishes what is in flight, and goes on with the next run', async () => {
    const { world, heard, plan, apply, up } = start();
    let isStopped = false;
    world.onPoint = point => {
      if (point === 'before create balancer app') isStopped = true;
    };
    const planned = await plan(setup());
    const error = await thrown(apply(setup(), planned, { stopped: () => isStopped }));
    expect(isProblem(error, 'stopped') && error.facts.left).toBe(4);
    expect(heard.filter(line => line.startsWith('skipped'))).toEqual([
      'skipped balancer',
      'skipped listener',
      'skipped service',
      'skipped record',
    ]);
    world.onPoint = () => {};
    expect(await up(setup())).toEqual(['create listener', 'create service', 'create record']);
  });

  it('ends a wait that is told of it, without calling that a failure', async () => {
    const { store, context, heard } = start();
    const { report } = recorder();
    const kind: AnyKind = {
      ...KINDS.balancer,
      settle: async (_context: unknown, _spec: unknown, _out: unknown, intent: { stopped?: () => boolean }) => {
        expect(intent.stopped?.()).toBe(true);
        throw new Stopped();
      },
    };
    const nodes = [{ ...thing('balancer', 'balancer', { name: 'app', vpc: 'vpc-1' }), kind }];
    const planned = await makePlan(nodes, store.saved, context);
    let asked = 0;
    const stopped = (): boolean => (asked += 1) > 2;
    const error = await thrown(applyPlan(planned, nodes, kindsByType, store, context, report, { stopped }));
    expect(isProblem(error, 'stopped')).toBe(true);
    expect(heard).not.toContain('failed balancer');
    expect(store.saved.entries['balancer']).toMatchObject({ status: 'settling' });
  });
});

describe('destroying', () => {
  it('removes everything, dependents first, and leaves what was only looked up', async () => {
    const { world, store, context, apply, up } = start();
    await up(setup());
    await apply([], await planDestroy(setup(), store.saved, context));
    expect(world.inventory()).toEqual(['vpc {"name":"default"} undefined']);
    expect(store.saved.entries).toEqual({});
  });

  it('keeps what is still in use by something that could not be removed', async () => {
    const { world, store, context, heard, apply, up } = start();
    await up(setup());
    world.onPoint = point => {
      if (point === 'before remove service app') throw new Error('no');
    };
    const error = await thrown(apply([], await planDestroy(setup(), store.saved, context)));
    expect((error as Failures).failures.map(({ id }) => id)).toEqual(['service']);
    expect(heard.filter(line => line.startsWith('skipped')).sort()).toEqual([
      'skipped balancer',
      'skipped disk',
      'skipped listener',
      'skipped role',
    ]);
    expect(store.saved.entries['service']).toMatchObject({ status: 'deleting' });
    world.onPoint = () => {};
    await apply([], await planDestroy(setup(), store.saved, context));
    expect(world.inventory()).toHaveLength(1);
  });

  it('succeeds for what was deleted by hand', async () => {
    const { world, store, context, apply, up } = start();
    await up(setup());
    world.things.clear();
    await apply([], await planDestroy(setup(), store.saved, context));
    expect(store.saved.entries).toEqual({});
  });

  it('can be followed by making everything again', async () => {
    const { world, store, context, apply, up } = start();
    await up(setup());
    const first = world.inventory();
    await apply([], await planDestroy(setup(), store.saved, context));
    expect(summary(await makePlan(setup(), store.saved, context))).toHaveLength(6);
    await up(setup());
    expect(world.inventory()).toEqual(first);
  });
});
