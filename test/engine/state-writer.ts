import { stateFile } from '../../src/engine/state-file.ts';
import { BINDING } from './binding.ts';

// Saves one state after the other until it is killed.
const [, , file = ''] = process.argv;
const store = stateFile(file, BINDING);
let state = await store.load();
const entries = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [
    `node${i}`,
    { type: 'role', step: 'step', status: 'ready', needs: [], outputs: { id: `id-${i}` } } as const,
  ]),
);
for (;;) {
  state = { ...state, serial: state.serial + 1, entries };
  await store.save(state);
  if (state.serial % 10 === 1) process.stdout.write('saved\n');
}
