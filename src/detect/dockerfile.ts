import { pathInCommand } from './health-path.ts';

/** What a Dockerfile says of the image that it makes. */
export interface Dockerfile {
  /** TCP ports of EXPOSE, in their order, each once. */
  readonly ports: readonly number[];
  /** The path that HEALTHCHECK calls over HTTP. */
  readonly healthCheckPath: string | undefined;
  readonly user: string | undefined;
  /** `linux/arm64`, where the last stage names one itself. */
  readonly platform: string | undefined;
  /** How many stages there are. */
  readonly stages: number;
}

interface Stage {
  readonly name: string | undefined;
  readonly from: string;
  readonly platform: string | undefined;
  readonly variables: ReadonlyMap<string, string>;
  readonly lines: readonly Instruction[];
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** Reads the text of a Dockerfile: its last stage, with what that inherits from the stages it is built from. */
export function readDockerfile(text: string): Dockerfile {
  const stages = stagesOf(instructionsOf(text));
  const last = stages.at(-1);
  const chain = last === undefined ? [] : ancestryOf(last, stages);
  const exposed = chain.flatMap(stage => stage.lines.filter(({ name }) => name === 'EXPOSE').flatMap(({ rest }) => portsIn(rest)));
  const lastOf = (wanted: string): string | undefined =>
    chain.flatMap(({ lines }) => lines.filter(({ name }) => name === wanted)).at(-1)?.rest;
  return {
    ports: [...new Set(exposed)],
    healthCheckPath: pathInCommand(lastOf('HEALTHCHECK') ?? ''),
    user: lastOf('USER'),
    platform: last?.platform,
    stages: stages.length,
  };
}

/** Instructions with their continued lines joined and comments left out. https://docs.docker.com/reference/dockerfile/#format */
function instructionsOf(text: string): readonly Instruction[] {
  const escape = /^#\s*escape\s*=\s*`/im.test(text) ? '`' : '\\';
  const instructions: Instruction[] = [];
  let open = '';
  let document: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (document !== undefined) {
      if (line.trim() === document) document = undefined;
      continue;
    }
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const isContinued = line.trimEnd().endsWith(escape);
    open += isContinued ? `${line.trimEnd().slice(0, -1)} ` : line;
    if (isContinued) continue;
    const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(open) ?? [];
    // The lines of a here-document are no instructions.
    document = /<<-?\s*["']?([A-Za-z_]\w*)["']?/.exec(rest)?.[1];
    instructions.push({ name: name.toUpperCase(), rest: rest.trim() });
    open = '';
  }
  return instructions;
}

/** The stages, with their variables put in where they stand. */
function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: Stage[] = [];
  /** `ARG` before the first `FROM`: for the `FROM` lines, and for stages that name them again. */
  const global = new Map<string, string>();
  let variables = global;
  let lines: Instruction[] = [];
  for (const { name, rest } of instructions) {
    if (name === 'FROM') {
      const words = fill(rest, global).split(/\s+/);
      const platform = words.find(word => word.startsWith('--platform='))?.slice('--platform='.length);
      const [from = '', , as] = words.filter(word => !word.startsWith('--'));
      variables = new Map(stages.find(stage => stage.name === from.toLowerCase())?.variables);
      lines = [];
      // `$BUILDPLATFORM` and its like are what the builder says, not the file.
      stages.push({
        name: as?.toLowerCase(),
        from: from.toLowerCase(),
        platform: /\$|^$/.test(platform ?? '') ? undefined : platform,
        variables,
        lines,
      });
    } else if (name === 'ARG' || name === 'ENV') {
      for (const [key, value] of assignmentsIn(rest, name === 'ENV')) {
        const known = value === undefined ? global.get(key) : fill(value, variables);
        if (known !== undefined) variables.set(key, known);
      }
    } else lines.push({ name, rest: fill(rest, variables) });
  }
  return stages;
}

/** The stages that a stage is built from, first things first. */
function ancestryOf(stage: Stage, stages: readonly Stage[]): readonly Stage[] {
  const before = stages.slice(0, stages.indexOf(stage));
  const base = before.findLast(one => one.name === stage.from);
  return base === undefined ? [stage] : [...ancestryOf(base, before), stage];
}

/** `A=1 B="2 3"`, `A` alone, and of ENV also the old `A 1`. */
function assignmentsIn(rest: string, isEnvironment: boolean): readonly (readonly [string, string | undefined])[] {
  const old = /^(\w+)\s+([^=].*)$/s.exec(rest);
  if (isEnvironment && old !== null && !/^\w+=/.test(rest)) return [[old[1] ?? '', (old[2] ?? '').trim()]];
  return [...rest.matchAll(/(\w+)(?:=("(?:[^"\\]|\\.)*"|'[^']*'|\S*))?/g)].map(([, key = '', value]) => [
    key,
    value?.replaceAll(/^["']|["']$/g, ''),
  ]);
}

/** `$PORT`, `${PORT}`, `${PORT:-3000}` and `${PORT:+3000}` with the values that are known; others stay as they are. */
const fill = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:[-+])([^}]*))?\})/g,
    (whole, plain: string | undefined, braced: string, sign?: string, word = '') => {
      const value = variables.get(plain ?? braced);
      if (sign === ':+') return value === undefined || value === '' ? '' : String(word);
      return value === undefined || value === '' ? (sign === ':-' ? String(word) : whole) : value;
    },
  );

/** No range that somebody means is longer. */
const LONGEST_RANGE = 100;

/** `3000`, `8080/tcp`, `8000-8002`; UDP is nothing for an Application Load Balancer. */
function portsIn(rest: string): readonly number[] {
  return rest.split(/\s+/).flatMap(word => {
    const [, first, last, protocol = 'tcp'] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(word) ?? [];
    if (first === undefined || protocol.toLowerCase() !== 'tcp') return [];
    const from = Number(first);
    const length = Math.min(Number(last ?? first) - from + 1, LONGEST_RANGE);
    return Array.from({ length: Math.max(0, length) }, (_, index) => from + index).filter(port => port >= 1 && port <= 65_535);
  });
}
