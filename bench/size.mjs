// Fails when the package is larger than it promises, or when the bundle carries what nobody uses.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_BYTES = 1_000_000;

const root = new URL('..', import.meta.url).pathname;
const [pack] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }));
const dist = readdirSync(join(root, 'dist'), { recursive: true })
  .map(file => join(root, 'dist', file))
  .filter(file => statSync(file).isFile() && file.endsWith('.js'));
const gzipped = dist.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

console.log(`tarball ${pack.size} bytes, unpacked ${pack.unpackedSize} bytes, ${pack.files.length} files; bundle ${gzipped} bytes gzipped`);
if (pack.size > LIMIT_BYTES) {
  console.error(`The tarball is larger than ${LIMIT_BYTES} bytes.`);
  process.exitCode = 1;
}
