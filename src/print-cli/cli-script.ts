import type { Aws } from '../aws/aws.ts';
import { find } from '../engine/find.ts';
import type { Resolved } from '../engine/decide.ts';
import { refsIn, resolve } from '../engine/refs.ts';
import { Stopped } from '../engine/stopped.ts';
import type { AnyKind, Change, Intent, Node, Outputs, Plan, State } from '../engine/types.ts';
import { renderFile } from '../render.ts';
import type { EcrImageSpec } from '../resources/ecr-image.ts';
import { KINDS } from '../resources/index.ts';
import type { LocalFileSpec } from '../resources/local-file.ts';
import { isChange, nameOf } from '../ui/plan-view.ts';
import { bashWord, cliName, cliWords, holdsBytes } from './cli-words.ts';
import { imageCommands } from './image-commands.ts';
import { markersIn, markerOf } from './markers.ts';
import { recordCalls, type RecordedCall } from './record-calls.ts';
import { sampledAnswer } from './sampled-answer.ts';

/** The commands of the AWS CLI that do the same as one change of a plan. */
interface CliStep {
  readonly change: Change;
  /** In the words of bash, a command each. */
  readonly commands: readonly string[];
}

/** The commands for a whole plan. */
export interface CliScript {
  readonly steps: readonly CliStep[];
  /** Variables that whoever runs it must have set. */
  readonly secrets: readonly string[];
}

/** A command; what it answers to may be asked for. */
interface Line {
  readonly change: Change;
  /** Commands joined by `|`. */
  readonly words: readonly (readonly string[])[];
  readonly end?: string;
}

/** A value that only the script will know. */
interface Value {
  readonly variable: string;
  /** None: whoever runs the script has set the variable. */
  readonly source?: { readonly line: Line; readonly query: string };
}

/**
 * What a plan does, as commands of the AWS CLI: found by letting every kind do its work on an AWS that only writes down what it is
 * asked to change, so that no command is written by hand. Nothing is changed.
 */
export async function cliScript(plan: Plan, nodes: readonly Node[], state: State, aws: Aws): Promise<CliScript> {
  const lines: Line[] = [];
  const values: Value[] = [];
  const outputs = new Map<string, Outputs>();
  const changes = new Map(plan.changes.map(change => [change.id, change]));
  const intent: Intent = { token: '', note() {}, stopped: () => true };

  const keep = (value: Value): number => values.push(value) - 1;
  const secret = (name: string): string => markerOf(keep({ variable: name }));
  const push = (line: Line): Line => {
    lines.push(line);
    return line;
  };
  const recorder = (change: Change) =>
    recordCalls(aws, ({ service, schema, input }: RecordedCall) => {
      const request = withoutToken(masked(input, secret));
      const line = push({ change, words: [cliWords(service, schema[2], request)], ...(holdsBytes(input) && { end: ' $RAW' }) });
      if (schema[2] === 'CreateRole') push({ change, words: [['aws', 'iam', 'wait', 'role-exists', '--role-name', nameOf(change)]] });
      return sampledAnswer(schema, request, aws, query => keep({ variable: variableOf(change.id, query), source: { line, query } }));
    });

  const ensure = async (node: Node, change: Change): Promise<void> => {
    const { kind } = node;
    if (!isChange(change) && change.outputs !== undefined) return void outputs.set(node.id, change.outputs);
    const spec = resolve(node.spec, ({ $ref, attr }) => outputs.get($ref)?.[attr]) as Resolved;
    if (kind.type === 'local-file') return void outputs.set(node.id, writeLine(change, spec as unknown as LocalFileSpec));
    if (kind.type === 'ecr.image' && change.outputs === undefined)
      return void outputs.set(node.id, imageLines(change, spec as unknown as EcrImageSpec));
    const live = change.action === 'create' ? undefined : await find(aws, kind, spec, state.entries[node.id]);
    const recording = recorder(change);
    if (change.action === 'replace' && live !== undefined) await ended(() => kind.remove(recording, live.outputs, intent));
    const made: Outputs = await kind.ensure(recording, spec, change.action === 'replace' ? undefined : live, intent);
    outputs.set(node.id, made);
  };

  const settle = async ({ id, kind, spec }: Node, change: Change): Promise<void> => {
    const made = outputs.get(id);
    if (kind.settle === undefined || made === undefined || !isChange(change)) return;
    const resolved = resolve(spec, ({ $ref, attr }) => outputs.get($ref)?.[attr]);
    const waiting = recordCalls(
      aws,
      call => {
        push({ change, words: [waitWords(call) ?? cliWords(call.service, call.schema[2], call.input)] });
        if (waitWords(call) !== undefined) throw new Stopped();
      },
      true,
    );
    await ended(() => settleOf(kind)(waiting, resolved, made, intent));
    outputs.set(id, { ...made, ...Object.fromEntries((kind.late ?? []).map(attr => [attr, made['arn'] ?? ''])) });
  };

  const writeLine = (change: Change, spec: LocalFileSpec): Outputs => {
    push({ change, words: [['printf', '%s', maskedText(renderFile(spec), secret)]], end: ` > ${bashWord(spec.path, String)}` });
    return { path: spec.path, hash: '' };
  };

  const imageLines = (change: Change, spec: EcrImageSpec): Outputs => {
    for (const words of imageCommands(aws, spec)) push({ change, words });
    const asked = ['aws', 'ecr', 'describe-images', '--repository-name', spec.repository, '--image-ids', `imageTag=${spec.tag}`];
    const line = push({ change, words: [asked] });
    const digest = markerOf(keep({ variable: variableOf(change.id, 'digest'), source: { line, query: 'imageDetails[0].imageDigest' } }));
    return { digest, uri: `${spec.repositoryUri}@${digest}`, tag: spec.tag };
  };

  const begun = new Map<string, Promise<void>>();
  const settled = new Map<string, Promise<void>>();
  const byId = new Map(nodes.map(node => [node.id, node]));
  const once = (done: Map<string, Promise<void>>, id: string, work: (node: Node, change: Change) => Promise<void>): Promise<void> => {
    const node = byId.get(id);
    const change = changes.get(id);
    if (node === undefined || change === undefined) return Promise.resolve();
    const known = done.get(id) ?? work(node, change);
    done.set(id, known);
    return known;
  };
  const make = (id: string): Promise<void> =>
    once(begun, id, async (node, change) => {
      for (const { $ref, attr } of refsIn(node.spec)) await (byId.get($ref)?.kind.late?.includes(attr) === true ? wait($ref) : make($ref));
      await ensure(node, change);
    });
  const wait = (id: string): Promise<void> =>
    once(settled, id, async (node, change) => {
      await make(id);
      await settle(node, change);
    });

  for (const { id } of nodes) await make(id);
  for (const { id } of nodes) await wait(id);
  for (const change of plan.changes.filter(({ action }) => action === 'delete')) {
    const known = change.outputs;
    const kind = KINDS.get(change.type);
    if (kind !== undefined && known !== undefined) await ended(() => kind.remove(recorder(change), known, intent));
  }
  return { steps: stepsOf(lines, values), secrets: [...new Set(values.flatMap(({ variable, source }) => (source ? [] : variable)))] };
}

/** What waits would go on by itself; the script does not look at it. */
async function ended(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}

const settleOf = (kind: AnyKind): NonNullable<AnyKind['settle']> => kind.settle?.bind(kind) ?? (async (_aws, _spec, out) => out);

/** How the AWS CLI waits for what a kind waits for. A service that CodeDeploy deploys has no deployments, so `services-stable` never ends. */
function waitWords({ schema, input }: RecordedCall): readonly string[] | undefined {
  const given = input as { LoadBalancerArns?: readonly string[]; cluster?: string; services?: readonly string[] };
  if (schema[2] === 'DescribeLoadBalancers')
    return ['aws', 'elbv2', 'wait', 'load-balancer-available', '--load-balancer-arns', ...(given.LoadBalancerArns ?? [])];
  return schema[2] === 'DescribeServices' ? ['steady', given.cluster ?? '', ...(given.services ?? [])] : undefined;
}

/** Tokens are for retries of one and the same call. */
const withoutToken = (input: object): object => Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'clientToken'));

const SECRET = /passw|secret|token|credential|private|api_?key/i;

/** Without the values of environment variables that are secret by their name: the script takes them from its own environment. */
function masked<T>(value: T, marker: (name: string) => string): T {
  if (value instanceof Uint8Array) return new TextEncoder().encode(maskedText(new TextDecoder().decode(value), marker)) as T & Uint8Array;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, marker)) as T;
  const members = Object.entries(value).map(([key, item]) => [
    key,
    key === 'environment' ? maskedPairs(item, marker) : masked(item, marker),
  ]);
  return Object.fromEntries(members) as T;
}

const maskedPairs = (pairs: unknown, marker: (name: string) => string): unknown =>
  Array.isArray(pairs)
    ? pairs.map((pair: { readonly name?: string }) => (isSecret(pair.name) ? { ...pair, value: marker(pair.name) } : pair))
    : pairs;

/** The same of a task definition in a file, as it is laid out. */
function maskedText(text: string, marker: (name: string) => string): string {
  const pairs = [...text.matchAll(/"name"\s*:\s*"([^"]+)"\s*,\s*"value"\s*:\s*"((?:[^"\\]|\\.)*)"/g)];
  return pairs
    .filter(([, name]) => isSecret(name))
    .reduce((rest, [pair, name = '', value = '']) => {
      return rest.replace(pair, () => `${pair.slice(0, -value.length - 1)}${marker(name)}"`);
    }, text);
}

const isSecret = (name: string | undefined): name is string => name !== undefined && SECRET.test(name) && /^[A-Za-z_]\w*$/.test(name);

/** `LOAD_BALANCER_ARN` of the node `load-balancer` and the query `LoadBalancers[0].LoadBalancerArn`. */
function variableOf(id: string, query: string): string {
  const words = id.split(/[^A-Za-z0-9]+/);
  const rest = cliName(query.slice(query.lastIndexOf('.') + 1))
    .split('-')
    .filter(word => !words.includes(word));
  return [...words, ...rest].join('_').toUpperCase();
}

/** The lines in bash's words. Each that answers something which is used later puts that into variables. */
function stepsOf(lines: readonly Line[], values: readonly Value[]): readonly CliStep[] {
  const used = new Set(lines.flatMap(({ words }) => markersIn(words)));
  const variable = (marker: number): string => values[marker]?.variable ?? '';
  const textOf = (line: Line): string => {
    const text = line.words.map(words => words.map(word => bashWord(word, variable)).join(' ')).join(' | ') + (line.end ?? '');
    const asked = values.filter(({ source }, marker) => source?.line === line && used.has(marker));
    const [first] = asked;
    if (first === undefined)
      return line.words[0]?.[0] === 'aws' && line.words.length === 1 && !line.words[0].includes('wait') ? `${text} > /dev/null` : text;
    const query = asked.length === 1 ? first.source?.query : `[${asked.map(({ source }) => source?.query).join(', ')}]`;
    const answer = `$(${text} --query ${bashWord(query ?? '', variable)} --output text)`;
    if (asked.length === 1) return `${first.variable}=${answer}`;
    return `ANSWER=${answer}\nread -r ${asked.map(one => one.variable).join(' ')} <<< "$ANSWER"`;
  };
  const steps = new Map<Change, string[]>();
  for (const line of lines) steps.set(line.change, [...(steps.get(line.change) ?? []), textOf(line)]);
  return [...steps].map(([change, commands]) => ({ change, commands }));
}
