import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLMap } from 'yaml';
import { encodingProblem } from './encoding.ts';
import { UserError } from './errors.ts';
import { withoutMark } from './json-file.ts';
import { textOf } from './paths.ts';
import { jsonText, YAML_LAYOUT } from './render.ts';
import type { FileChange } from './taskdef/file-change.ts';

/** What CodeDeployToECS replaces with the ARN of the revision that it has registered. */
export const TASK_DEFINITION_PLACEHOLDER = '<TASK_DEFINITION>';

const ECS_SERVICE = 'AWS::ECS::Service';

export interface AppspecOptions {
  readonly file: string;
  /** What gets the traffic, as the task definition says. */
  readonly container: string;
  readonly port: number;
  /** In a rehearsal the subnets, security groups and functions that the file names do not exist. */
  readonly sandbox: boolean;
}

/** An `appspec.yaml` (or .yml, .json) of the user's, ready for the pipeline; comments and hooks are kept. */
export interface OwnAppspec {
  readonly file: string;
  readonly content: string;
  readonly changes: readonly FileChange[];
}

export interface AppspecReading {
  readonly own: OwnAppspec | undefined;
  readonly changes: readonly FileChange[];
  readonly problems: readonly UserError[];
}

/** What an AppSpec sends the traffic to. */
export interface Traffic {
  readonly container: string | undefined;
  readonly port: number | undefined;
}

/** Reads what a user's own AppSpec sends the traffic to, as far as it says it. */
export function trafficOf(text: string): Traffic | undefined {
  const document = parseDocument(withoutMark(text));
  const service = document.errors.length > 0 ? '' : findService(document);
  if (typeof service === 'string') return undefined;
  const [container, port] = ['ContainerName', 'ContainerPort'].map(name => document.getIn([...service, 'LoadBalancerInfo', name]));
  return { container: typeof container === 'string' ? container : undefined, port: typeof port === 'number' ? port : undefined };
}

/** Reads a user's own AppSpec: the placeholder put in, container and port made those of the task definition, all else as it is. */
export function readAppspec(text: string, options: AppspecOptions): AppspecReading {
  const { file } = options;
  const encoding = encodingProblem(text, file);
  if (encoding !== undefined) return failed([encoding]);
  const clean = withoutMark(text);
  const lines = new LineCounter();
  const document = parseDocument(clean, { lineCounter: lines });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(error => {
        const { line, col } = lines.linePos(error.pos[0]);
        return new UserError('appspecSyntax', { file, line, column: col, detail: error.message.split(/ at line |\n/)[0] ?? '' });
      }),
    );
  }
  const service = findService(document);
  if (typeof service === 'string') return failed([new UserError('notAnAppspec', { file, path: service })]);
  const changes = mend(document, service, options);
  const written = textOfDocument(document, clean.trimStart().startsWith('{'));
  if (written === undefined) return failed([new UserError('appspecSyntax', { file, line: 1, column: 1, detail: 'aliases without end' })]);
  const own = { file, content: changes.length > 0 ? written : clean, changes };
  return { own, changes, problems: [] };
}

/** A JSON file is YAML too, but it should stay JSON; undefined where that cannot be. */
function textOfDocument(document: Document, isJson: boolean): string | undefined {
  if (!isJson) return document.toString(YAML_LAYOUT);
  try {
    // Its version is 0.0, which JavaScript writes as 0.
    return jsonText(document.toJS()).replace(/^(\s*"version": )0,/m, '$10.0,');
  } catch {
    return undefined;
  }
}

const failed = (problems: readonly UserError[]): AppspecReading => ({ own: undefined, changes: [], problems });

type Path = readonly (string | number)[];

/** The path of `Properties` of the ECS service, or the name of what is missing. */
function findService(document: Document): Path | string {
  const resources = document.get('Resources');
  if (!isSeq(resources)) return 'Resources';
  for (const [index, item] of resources.items.entries()) {
    if (!isMap(item)) continue;
    for (const { key } of item.items) {
      const at: Path = ['Resources', index, String(isScalar(key) ? key.value : key)];
      if (document.getIn([...at, 'Type']) !== ECS_SERVICE) continue;
      return isMap(document.getIn([...at, 'Properties'])) ? [...at, 'Properties'] : 'Properties';
    }
  }
  return `Type: ${ECS_SERVICE}`;
}

function mend(document: Document, service: Path, { container, port, sandbox }: AppspecOptions): FileChange[] {
  const changes: FileChange[] = [];
  const set = (path: Path, to: string | number, why: FileChange['why']): void => {
    const before = document.getIn(path, true);
    const from = isScalar(before) ? before.value : before;
    if (from === to) return;
    changes.push({ path: path.join('.'), from: plain(from), to, why });
    document.setIn(path, to);
    // Quotes that stood around another value are not wanted around the placeholder.
    if (to === TASK_DEFINITION_PLACEHOLDER && isScalar(before)) before.type = 'PLAIN';
  };
  const remove = (path: Path, why: FileChange['why']): void => {
    changes.push({ path: path.join('.'), from: plain(document.getIn(path)), to: undefined, why });
    document.deleteIn(path);
  };
  const target = [...service, 'LoadBalancerInfo'];
  if (!isMap(document.getIn(target))) document.setIn(target, document.createNode({}));
  set([...service, 'TaskDefinition'], TASK_DEFINITION_PLACEHOLDER, 'taskDefinition');
  set([...target, 'ContainerName'], container, 'container');
  set([...target, 'ContainerPort'], port, 'port');
  const network = [...service, 'NetworkConfiguration'];
  if (document.hasIn(network)) {
    if (sandbox) remove(network, 'sandboxNetwork');
    else if (!hasIds(document.getIn([...network, 'AwsvpcConfiguration']))) remove(network, 'network');
  }
  if (sandbox && document.has('Hooks')) remove(['Hooks'], 'hooks');
  return changes;
}

const plain = (value: unknown): unknown => (isMap(value) || isSeq(value) ? value.toJSON() : value);

/** Whether all subnets and security groups are written as IDs, as CodeDeploy wants them. */
function hasIds(configuration: unknown): boolean {
  if (!isMap(configuration)) return false;
  const lists = [
    { field: 'Subnets', pattern: /^subnet-[0-9a-z]+$/ },
    { field: 'SecurityGroups', pattern: /^sg-[0-9a-z]+$/ },
  ];
  return lists.every(
    ({ field, pattern }) => idsIn(configuration, field).every(id => pattern.test(id)) && idsIn(configuration, field).length > 0,
  );
}

function idsIn(map: YAMLMap, field: string): readonly string[] {
  const list = map.get(field);
  return isSeq(list) ? list.items.map(item => textOf(isScalar(item) ? item.value : item)) : [];
}
