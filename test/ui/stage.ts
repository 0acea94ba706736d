import { Chalk } from 'chalk';
import { LANGUAGES, type Language } from '../../src/i18n/index.ts';
import { createOutput } from '../../src/ui/output.ts';
import { memoryIo, type MemoryIo } from '../helpers/memory.ts';

/** What the views need of a session, in memory. */
export function viewSession(
  options: Parameters<typeof memoryIo>[0] & { readonly json?: boolean; readonly language?: Language; readonly colours?: boolean } = {},
) {
  const { json = false, language = 'en', colours = false, ...world } = options;
  const io: MemoryIo = memoryIo(world);
  return { io, output: createOutput(io, json), messages: LANGUAGES[language], colour: new Chalk({ level: colours ? 1 : 0 }) };
}

/** The JSON lines on stdout. */
export const eventsOf = ({ stdout }: MemoryIo): unknown[] =>
  stdout.text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as unknown);
