import { Chalk } from 'chalk';
import { createProgram, type Setting } from '../../src/cli.ts';
import { COMMANDS, type Command } from '../../src/commands/index.ts';
import { LANGUAGES, type Language } from '../../src/i18n/index.ts';
import type { Session } from '../../src/session.ts';
import { createOutput } from '../../src/ui/output.ts';
import { memoryIo, type MemoryIo } from './memory.ts';

/** What is there before a command line is parsed, without a terminal. */
export function settingOf(io: MemoryIo, language: Language = 'en'): Setting {
  const plain = new Chalk({ level: 0 });
  const { signal } = new AbortController();
  return {
    io,
    language,
    messages: LANGUAGES[language],
    output: createOutput(io, false),
    colour: plain,
    resultColour: plain,
    stopped: () => false,
    signal,
  };
}

export interface Parsed {
  readonly name?: string;
  readonly session?: Session;
  readonly code: number;
}

/** Parses a command line; nothing is run, the session that the command would have got is told. */
export async function parsed(argv: readonly string[], io = memoryIo()): Promise<Parsed> {
  let seen: { name: string; session: Session } | undefined;
  const spies = COMMANDS.map((command): Command => ({
    ...command,
    run: async () => async session => {
      seen = { name: command.name, session };
      return undefined;
    },
  }));
  const code = await createProgram(settingOf(io), spies).parse(argv);
  return { ...seen, code };
}
