// Loaded into the program by `--import`: counts the points of each write of the state, and kills the process at the one that it is told.
import { promises, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { STATE_POINTS: file, STATE_DIE_AT: at } = process.env;
const { open, rename } = promises;
let passed = 0;

const isState = path => /\.state\.json(?:\.tmp)?$/.test(String(path));

async function point(before = async () => {}) {
  passed += 1;
  if (passed !== Number(at)) return;
  await before();
  process.kill(process.pid, 'SIGKILL');
}

promises.open = async (path, flags, ...rest) => {
  if (!isState(path) || flags === 'r' || flags === undefined) return open(path, flags, ...rest);
  await point();
  const handle = await open(path, flags, ...rest);
  const { writeFile, sync } = handle;
  handle.writeFile = async text => {
    // Half of it gets to the disk.
    await point(() => writeFile.call(handle, String(text).slice(0, String(text).length / 2)));
    return writeFile.call(handle, text);
  };
  handle.sync = async () => {
    await point();
    return sync.call(handle);
  };
  return handle;
};
promises.rename = async (from, to) => {
  if (!isState(to)) return rename(from, to);
  await point();
  await rename(from, to);
  await point();
};
syncBuiltinESMExports();

process.on('exit', () => {
  if (file) writeFileSync(file, String(passed));
});
