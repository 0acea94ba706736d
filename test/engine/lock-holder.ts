import { acquireLock } from '../../src/engine/lock.ts';

// Takes the lock, says so, and holds it until its input ends; then it goes on or ends as it is told.
const [, , file = '', ending = 'release'] = process.argv;
try {
  const lock = await acquireLock(file, 'wizard init');
  process.stdout.write('held\n');
  await new Promise(resolve => process.stdin.resume().on('end', resolve));
  if (ending === 'release') await lock.release();
} catch (error) {
  process.stdout.write(`refused ${(error as { code?: string }).code}\n`);
}
