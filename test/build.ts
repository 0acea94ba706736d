import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Some tests run the built program: it is built anew when a source is newer than the bundle. */
export default function setup(): void {
  const built = modified(join(root, 'dist', 'main.js'));
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map(file => modified(join(root, 'src', file)));
  if (Math.max(...sources) > built) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
