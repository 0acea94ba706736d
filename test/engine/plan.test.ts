import { describe, expect, it } from 'vitest';
import { Failures } from '../../src/engine/failures.ts';
import { planDestroy } from '../../src/engine/plan.ts';
import { UNKNOWN } from '../../src/engine/refs.ts';
import { emptyState } from '../../src/engine/state-text.ts';
import { isProblem, type UserError } from '../../src/errors.ts';
import { KINDS, ref, setup, start, summary, thing, problemsIn } from './fake-world.ts';
import { BINDING } from './binding.ts';

const codesOf = (error: unknown): readonly string[] => problemsIn(error).map(problem => (problem as UserError).code);
const thrown = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => expect.fail('nothing was thrown'),
    (error: unknown) => error,
  );

describe('makePlan', () => {
  it('creates everything in an empty world, with what is not known yet as unknown', async () => {
    const { plan } = start();
    const planned = await plan(setup());
    expect(summary(planned)).toEqual([
      'create role',
      'create disk',
      'create balancer',
      'create listener',
      'create service',
      'create record',
    ]);
    const [vpc, , , balancer, listener] = planned.changes;
    expect(vpc).toMatchObject({ action: 'keep', found: true, outputs: { id: 'vpc-1' } });
    expect(balancer?.spec).toEqual({ name: 'app', vpc: 'vpc-1' });
    expect(listener).toMatchObject({ spec: { balancer: UNKNOWN, port: 80 }, needs: ['balancer'], of: 'app' });
  });

  it('has nothing to do after it was applied, and reads each thing once', async () => {
    const { world, plan, up } = start();
    await up(setup());
    world.calls.length = 0;
    expect(summary(await plan(setup()))).toEqual([]);
    expect(world.calls).toHaveLength(setup().length);
  });

  it('names the fields that differ, and not those that are set at birth only', async () => {
    const { world, up, plan } = start();
    await up(setup());
    const service = world.find('service', { name: 'app' });
    if (service) service.fields = { ...service.fields, count: 5, role: 'role-of-somebody' };
    const planned = await plan(setup({ count: 9 }));
    expect(planned.changes.find(({ id }) => id === 'service')).toMatchObject({
      action: 'update',
      fields: [{ field: 'role', from: 'role-of-somebody', to: world.find('role', { name: 'app-role' })?.id }],
    });
  });

  it('shows an update to a value that exists only after apply as unknown', async () => {
    const { world, up, plan } = start();
    await up(setup());
    const role = world.find('role', { name: 'app-role' });
    world.things.delete(role?.id ?? '');
    const planned = await plan(setup());
    expect(summary(planned)).toEqual(['create role', 'update service role']);
    expect(planned.changes.find(({ id }) => id === 'service')?.fields).toEqual([{ field: 'role', from: role?.id, to: UNKNOWN }]);
  });

  it('does not remove what had given way to another thing when the config names it again', async () => {
    const { world, store, plan, up } = start();
    await up(setup());
    const { role, ...entries } = store.saved.entries;
    const renamed = world.create('role', { ...world.find('role', { name: 'app-role' })?.fields, name: 'renamed' }, BINDING.owner);
    const made = { ...role!, outputs: { id: renamed.id, name: 'renamed' } };
    await store.save({ ...store.saved, entries: { ...entries, role: made, 'role~1': { ...role!, status: 'deleting' } } });
    expect(summary(await plan(setup()))).not.toContain('delete role~1');
    await up(setup());
    expect(world.find('role', { name: 'app-role' })).toBeDefined();
    expect(world.find('role', { name: 'renamed' })).toBeUndefined();
    expect(summary(await plan(setup()))).toEqual([]);
  });

  it('removes what is no longer wanted, dependents first', async () => {
    const { up, plan } = start();
    await up(setup());
    const wanted = setup().filter(({ id }) => id === 'vpc' || id === 'role' || id === 'disk');
    expect(summary(await plan(wanted))).toEqual(['delete service', 'delete listener', 'delete record', 'delete balancer']);
  });

  it('finds everything again when the state is lost', async () => {
    const { world, store, up, plan } = start();
    await up(setup());
    store.saved = emptyState(BINDING);
    expect(summary(await plan(setup()))).toEqual([]);
    world.calls.length = 0;
    await up(setup());
    expect(world.calls.filter(call => call.startsWith('create'))).toEqual([]);
    expect(Object.values(store.saved.entries).map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'ready'));
    expect(store.saved.entries['balancer']?.outputs).toMatchObject({ address: 'app.example' });
  });

  it('gathers everything that stands in the way, each with its node', async () => {
    const { world, up, plan } = start();
    await up(setup());
    const balancer = world.find('balancer', { name: 'app' });
    if (balancer) balancer.fields = { ...balancer.fields, vpc: 'vpc-of-somebody' };
    for (const found of [world.find('role', { name: 'app-role' }), world.find('disk', { name: 'app-disk' })])
      if (found) found.owner = 'other/prod';
    const error = await thrown(plan(setup()));
    expect(error).toBeInstanceOf(Failures);
    expect(codesOf(error)).toEqual(['foreign', 'foreign', 'irreplaceable']);
    expect((error as Failures).failures.map(({ id }) => id)).toEqual(['role', 'disk', 'balancer']);
  });

  it.each([
    ['of another set-up', 'other/prod'],
    ['without any mark', undefined],
  ])('refuses a thing %s, and takes it over when told so', async (_what, owner) => {
    const { world, store, plan, up } = start();
    world.create('role', { name: 'app-role' }, owner);
    const nodes = [thing('role', 'role', { name: 'app-role' })];
    const [problem] = problemsIn(await thrown(plan(nodes)));
    expect(isProblem(problem, 'foreign') && problem.facts).toEqual({ node: 'role', type: 'role', name: 'app-role', owner });
    const planned = await plan(nodes, { adopt: true });
    expect(planned.changes).toMatchObject([{ action: 'update', adopt: true }]);
    await up(nodes, { adopt: true });
    expect(store.saved.entries['role']).toMatchObject({ adopted: true, status: 'ready' });
    expect(summary(await plan(nodes))).toEqual([]);
  });

  it('says that a thing to be looked up is not there', async () => {
    const { plan } = start();
    const [problem] = problemsIn(await thrown(plan([thing('vpc', 'vpc', { name: 'mine' })])));
    expect(isProblem(problem, 'notFound') && problem.facts).toEqual({ node: 'vpc', type: 'vpc', name: 'mine' });
  });

  it('does not read the things that cannot be found yet', async () => {
    const { world, plan } = start();
    await plan(setup());
    expect(world.calls.filter(call => call.startsWith('read listener'))).toEqual([]);
  });

  it('reads independent things at the same time', async () => {
    const { context } = start();
    let reading = 0;
    let most = 0;
    const slow = {
      ...KINDS.role,
      read: async () => {
        reading += 1;
        most = Math.max(most, reading);
        await new Promise(resolve => setImmediate(resolve));
        reading -= 1;
        return undefined;
      },
    };
    const nodes = Array.from({ length: 20 }, (_, i) => ({ step: 'step', id: `role${i}`, kind: slow, spec: { name: `role${i}` } }));
    const { makePlan } = await import('../../src/engine/plan.ts');
    await makePlan(nodes, emptyState(BINDING), context, { concurrency: 7 });
    expect(most).toBe(7);
  });
});

describe('a plan of some nodes only', () => {
  it('leaves the others alone, also where they differ or are unwanted', async () => {
    const { world, plan, up } = start();
    await up(setup());
    const disk = world.find('disk', { name: 'app-disk' });
    if (disk) disk.fields = { ...disk.fields, size: 9 };
    const service = world.find('service', { name: 'app' });
    if (service) service.fields = { ...service.fields, listener: 'nowhere' };
    const planned = await plan(
      setup().filter(({ id }) => id !== 'record'),
      { only: new Set(['service']) },
    );
    expect(summary(planned)).toEqual(['update service listener']);
    expect(planned.changes.map(({ id }) => id)).toEqual(['vpc', 'role', 'disk', 'balancer', 'listener', 'service']);
  });

  it('does not look at what it does not need', async () => {
    const { world, plan } = start();
    await plan(setup(), { only: new Set(['role']) });
    expect(world.calls).toEqual(['read role app-role']);
  });

  it('names the step that must come first', async () => {
    const { up, plan } = start();
    await up(setup().slice(0, 3));
    const error = await thrown(plan(setup(), { only: new Set(['listener']) }));
    expect(problemsIn(error)).toMatchObject([{ code: 'missingStep', facts: { step: 'step', node: 'balancer' } }]);
  });
});

describe('replacing', () => {
  it('is what a change of the identity means', async () => {
    const { up, plan } = start();
    await up(setup());
    expect(summary(await plan(setup({ roleName: 'other-role' })))).toEqual(['replace role name', 'update service role']);
  });

  it('is what a change means that cannot be made in place', async () => {
    const { up, plan } = start();
    await up(setup());
    expect(summary(await plan(setup({ diskFormat: 'xfs' })))).toEqual(['replace disk format', 'update service disk']);
  });

  it('takes along what is found through the replaced thing', async () => {
    const { up, plan } = start();
    const nodes = (format: string) => [
      thing('disk', 'disk', { name: 'd', format }),
      thing('listener', 'listener', { balancer: ref('disk'), port: 80 }),
    ];
    await up(nodes('ext4'));
    expect(summary(await plan(nodes('xfs')))).toEqual(['replace disk format', 'replace listener']);
  });

  it('is refused for what was taken over', async () => {
    const { world, plan, up } = start();
    world.create('disk', { name: 'app-disk', format: 'ext4' }, undefined);
    const nodes = (format: string) => [{ ...thing('disk', 'disk', { name: 'app-disk', format }), settings: { format: 'disk.format' } }];
    await up(nodes('ext4'), { adopt: true });
    const error = await thrown(plan(nodes('xfs')));
    expect(codesOf(error)).toEqual(['irreplaceable']);
    expect((error as Failures).errors).toMatchObject([{ facts: { fields: 'disk.format: ext4', wanted: 'disk.format: xfs' } }]);
  });
});

describe('planDestroy', () => {
  it('removes what the state notes, dependents first', async () => {
    const { store, context, up } = start();
    await up(setup());
    const planned = await planDestroy(setup(), store.saved, context);
    expect(summary(planned)).toEqual([
      'delete service',
      'delete role',
      'delete disk',
      'delete listener',
      'delete record',
      'delete balancer',
    ]);
  });

  it('leaves what another set-up has taken over since, and what that needs, also where all is to go', async () => {
    const { world, store, context, up } = start();
    const nodes = [
      thing('role', 'role', { name: 'app-role' }),
      thing('other', 'role', { name: 'other-role' }),
      thing('service', 'service', { name: 'app', roleId: ref('role', 'id') }),
    ];
    await up(nodes);
    const service = world.find('service', { name: 'app' });
    if (service) service.owner = 'somebody/prod';
    for (const adopted of [false, true]) {
      const removal = await planDestroy(nodes, store.saved, context, { adopted });
      expect(summary(removal)).toEqual(['delete other']);
      expect([...removal.spared].sort()).toEqual(['role', 'service']);
      expect([...removal.theirs]).toEqual([['service', 'somebody/prod']]);
    }
  });

  it('finds what is ours when the state is lost, and nothing else', async () => {
    const { world, context, up } = start();
    await up(setup());
    world.create('disk', { name: 'other-disk' }, 'other/prod');
    const nodes = [...setup(), thing('other', 'disk', { name: 'other-disk' })];
    const planned = await planDestroy(nodes, emptyState(BINDING), context);
    expect(summary(planned)).toHaveLength(6);
    expect(planned.changes.every(({ outputs }) => outputs !== undefined)).toBe(true);
  });

  it('leaves what was taken over, and what that needs, unless told, also when the state is lost', async () => {
    const { world, store, context, up } = start();
    world.create('service', { name: 'app' }, undefined);
    const nodes = [
      thing('role', 'role', { name: 'app-role' }),
      thing('other', 'role', { name: 'other-role' }),
      // Nobody's here to leave alone.
      thing('vpc', 'vpc', { name: 'default' }),
      thing('service', 'service', { name: 'app', roleId: ref('role', 'id'), vpcId: ref('vpc', 'id') }),
    ];
    await up(nodes, { adopt: true });
    for (const state of [store.saved, emptyState(BINDING)]) {
      const removal = await planDestroy(nodes, state, context);
      expect(summary(removal)).toEqual(['delete other']);
      expect([...removal.spared].sort()).toEqual(['role', 'service']);
      expect(summary(await planDestroy(nodes, state, context, { adopted: true }))).toHaveLength(3);
    }
  });

  it('leaves what lies in something that was taken over, since it goes only with that', async () => {
    const { world, store, context, up } = start();
    world.create('service', { name: 'app' }, undefined);
    const disk = thing('page', 'disk', { name: 'page', serviceId: ref('service', 'id') });
    const nodes = [thing('service', 'service', { name: 'app' }), { ...disk, kind: { ...disk.kind, partOf: 'service' } }];
    await up(nodes, { adopt: true });
    const removal = await planDestroy(nodes, store.saved, context);
    expect(removal).toMatchObject({ changes: [], spared: expect.arrayContaining(['service', 'page']) });
  });
});
