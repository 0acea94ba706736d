import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/aws/connect.ts';
import { emptyProject, finished, runWizard, startWizard } from '../helpers/cli.ts';
import { makeDockerSave, makeImage } from '../helpers/make-image.ts';
import { DUMMY, DUMMY_ENVIRONMENT, stubCredentials } from './moto/credentials.ts';
import { connectDefaultVpc, putImage } from './moto/in-its-place.ts';
import { inventory } from './moto/inventory.ts';
import { withNumericDates } from './moto/numeric-dates.ts';
import { startMoto, type Peer } from './moto/server.ts';

let moto: Peer;
beforeAll(async () => {
  stubCredentials();
  moto = await startMoto();
});

const flags = ({ endpoint }: Peer) => ['--endpoint-url', endpoint, '--region', DUMMY.region, '--yes', '--non-interactive', '--json'];

const wizard = (folder: string, peer: Peer, ...args: readonly string[]) => runWizard(folder, [...args, ...flags(peer)], DUMMY_ENVIRONMENT);

/** What one step after the other makes, as far as moto carries it. */
describe('the steps on another AWS', () => {
  it('are made once, kept, stopped in the middle of a wait and removed', async () => {
    const before = await inventory(moto.endpoint);
    const aws = await connect({ app: 'demo', env: 'default', endpoint: moto.endpoint });
    await connectDefaultVpc(aws);
    const folder = await emptyProject();

    const archive = await makeDockerSave(await makeImage('amd64', 'hello'));
    const withoutRegistry = await wizard(folder, moto, 'ecr', '--app', 'demo', '--archive', archive);
    expect(withoutRegistry.result).toMatchObject({
      ok: false,
      errors: [{ code: 'notImplemented', facts: { action: 'ecr:UploadLayerPart', endpoint: moto.endpoint } }],
    });
    expect(withoutRegistry.code).toBe(4);
    const { repositories = [] } = await inventory(moto.endpoint);
    expect(repositories).toHaveLength(1);
    await putImage(aws, String(repositories[0]), 'latest');

    for (const step of ['ecr', 'taskdef', 'alb']) {
      expect((await wizard(folder, moto, step)).result).toMatchObject({ ok: true, step, changed: true });
      expect((await wizard(folder, moto, step)).result).toMatchObject({ ok: true, step, changed: false });
    }

    const child = startWizard(folder, ['service', ...flags(moto)], DUMMY_ENVIRONMENT);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('no PRIMARY task set')) child.kill('SIGINT');
    });
    const stopped = await finished(child, true);
    expect(stopped.result).toMatchObject({ ok: false, errors: [{ code: 'stopped' }] });
    expect(stopped.code).toBe(130);

    const destroyed = await wizard(folder, moto, 'destroy', '--delete-data');
    expect(destroyed.result).toMatchObject({ ok: true, changed: true, left: [] });
    expect(await inventory(moto.endpoint)).toEqual({ ...before, roles: [...(before['roles'] ?? []), 'AWSServiceRoleForecs'].sort() });
    expect((await wizard(folder, moto, 'destroy')).result).toMatchObject({ ok: true, changed: false });
  });

  it('tell in one line of an answer that no SDK can read', async () => {
    const folder = await emptyProject();
    const { code, result } = await wizard(folder, moto, 'source', '--app', 'unreadable');
    const message = `${moto.endpoint} answered codecommit:CreateRepository in a form that the AWS SDK cannot read.`;
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'answerUnreadable', message }] });
    expect(code).toBe(4);
  });

  it("tell in one line of a call that the server does not know, instead of showing the server's page", async () => {
    const mended = await withNumericDates(moto);
    const folder = await emptyProject();
    expect((await wizard(folder, mended, 'source', '--app', 'unknown')).result).toMatchObject({ ok: true, changed: true });
    const again = await wizard(folder, mended, 'source');
    const message = `The server at ${mended.endpoint} does not know codecommit:ListTagsForResource.`;
    expect(again.result).toMatchObject({ ok: false, errors: [{ code: 'notImplemented', message }] });
    expect(again.stderr + again.stdout).not.toMatch(/<html|<!doctype|SyntaxError/i);
    expect(again.code).toBe(4);
  });
});
