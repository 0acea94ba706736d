import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { awsCli } from '../helpers/aws-cli.ts';
import { emptyProject, runWizard } from '../helpers/cli.ts';

const execute = promisify(execFile);
const AT_ONCE = ['--sandbox', '--yes', '--non-interactive', '--app', 'shop'];

/** Stands in for docker, which this machine need not have: what is pushed is pushed by skopeo. */
const DOCKER = `#!/usr/bin/env bash
set -euo pipefail
case $1 in
  login) cat > "$HOME/password" ;;
  tag) printf %s "$2" > "$HOME/source" ;;
  push) skopeo copy --quiet --all --src-tls-verify=false --dest-tls-verify=false --dest-creds "AWS:$(cat "$HOME/password")" "docker://$(cat "$HOME/source")" "docker://$2" ;;
esac
`;

it('makes with bash and the AWS CLI what the wizard makes', { timeout: 600_000 }, async () => {
  const folder = await emptyProject();
  const { stdout: script, code } = await runWizard(folder, ['plan', ...AT_ONCE, '--print-cli']);
  expect(code).toBe(0);
  const { variables } = await awsCli(folder);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'docker'), DOCKER);
  await chmod(join(bin, 'docker'), 0o755);
  const env = {
    ...variables,
    PATH: `${bin}:${process.env['PATH']}`,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  await writeFile(join(folder, 'script.sh'), script);
  await execute('bash', ['script.sh'], { cwd: folder, env });
  // What carries our mark and is as it is wanted is kept: nothing is left to make, and nothing to change.
  const after = await runWizard(folder, ['plan', ...AT_ONCE, '--json']);
  expect(after.events.find(({ type }) => type === 'plan')).toMatchObject({ changes: [] });
});
