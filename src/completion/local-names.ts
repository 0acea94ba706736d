import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Io } from '../session.ts';

/** What this machine knows by name, without a call to AWS. */
export interface LocalNames {
  readonly environments: () => readonly string[];
  readonly profiles: () => readonly string[];
  /** Names of what was made here, by the type of resource. */
  readonly made: (type: string) => readonly string[];
  /** Versions and their tags that a command has shown here before. */
  readonly seen: (what: keyof SeenNames) => readonly string[];
}

interface StateFile {
  readonly entries?: Readonly<Record<string, { readonly type?: string; readonly outputs?: { readonly name?: unknown } }>>;
}

/** What a command has shown last. */
export type SeenNames = Readonly<Record<'versions' | 'tags', readonly string[]>>;

/** A file that cannot be read is as good as none here: nobody waits for a message at the tabulator key. */
function textIn(path: string): string {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

function jsonIn<T>(path: string, otherwise: T): T {
  try {
    return JSON.parse(textIn(path)) as T;
  } catch {
    return otherwise;
  }
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** The keys of the block `environments` of a `wizard.yaml`; reading it with the parser would take longer than people wait. */
export function environmentsIn(text: string): readonly string[] {
  const [, block = ''] = /^environments:[^\n]*\r?\n((?:[ \t#][^\n]*(?:\r?\n|$)|\r?\n)*)/m.exec(text) ?? [];
  const indent = /^( +)[\w"']/m.exec(block)?.[1];
  if (indent === undefined) return [];
  return [...block.matchAll(new RegExp(`^${indent}["']?([\\w-]+)["']?:`, 'gm'))].map(([, name = '']) => name);
}

/** Names out of the files of a project and of the user's AWS settings; each is read when it is asked for. */
export function localNames({ cwd, env }: Pick<Io, 'cwd' | 'env'>, values: Readonly<Record<string, string>>): LocalNames {
  const folder = join(cwd, '.wizard');
  const files = (ending: string): readonly string[] => {
    try {
      return readdirSync(folder).filter(name => name.endsWith(ending));
    } catch {
      return [];
    }
  };
  const states = (): readonly StateFile[] => files('.state.json').map(name => jsonIn<StateFile>(join(folder, name), {}));
  return {
    environments: () =>
      unique([
        ...environmentsIn(textIn(resolve(cwd, values['--config'] ?? 'wizard.yaml'))),
        ...files('.state.json').map(name => name.replace(/(?:\.sandbox)?\.state\.json$/, '')),
      ]),
    profiles: () => {
      const aws = join(env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.aws');
      const texts = [env['AWS_CONFIG_FILE'] || join(aws, 'config'), env['AWS_SHARED_CREDENTIALS_FILE'] || join(aws, 'credentials')].map(
        textIn,
      );
      const names = texts.flatMap(text => [...text.matchAll(/^\[(?:profile\s+)?["']?([^\]\s"']+)["']?\]/gm)].map(([, name = '']) => name));
      return unique(names);
    },
    made: type =>
      unique(
        states().flatMap(({ entries = {} }) =>
          Object.values(entries).flatMap(entry =>
            entry.type === type && typeof entry.outputs?.name === 'string' ? [entry.outputs.name] : [],
          ),
        ),
      ),
    seen: what => unique(files('.seen.json').flatMap(name => jsonIn<Partial<SeenNames>>(join(folder, name), {})[what] ?? [])),
  };
}
