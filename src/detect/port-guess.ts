import { textOf, treeOf } from '../paths.ts';
import type { Finding } from './detection.ts';
import { jsonTree } from './json-tree.ts';

/** Frameworks that listen on a port of their own unless they are told another; in the order in which they are looked for. */
const NODE_PORTS: readonly (readonly [dependency: string, port: number])[] = [
  ['next', 3000],
  ['nuxt', 3000],
  ['@remix-run/serve', 3000],
  ['@sveltejs/adapter-node', 3000],
  ['@nestjs/core', 3000],
  ['@adonisjs/core', 3333],
];

/** As their own servers do: `flask run`, `manage.py runserver`, `uvicorn`, `gunicorn`. */
const PYTHON_PORTS: readonly (readonly [requirement: string, port: number])[] = [
  ['gunicorn', 8000],
  ['uvicorn', 8000],
  ['fastapi', 8000],
  ['django', 8000],
  ['flask', 5000],
];

/** A port that the start script of a `package.json` names, or the usual one of its framework. */
export function portOfPackage(text: string): Finding<number> | undefined {
  const data = jsonTree(text);
  const start = textOf(treeOf(data?.['scripts'])?.['start']);
  const named = /(?:\bPORT=|--port[= ]|(?:^|\s)-p )(\d{2,5})\b/.exec(start)?.[1];
  if (named !== undefined) return { value: Number(named), source: 'package.json: scripts.start' };
  const dependencies = treeOf(data?.['dependencies']) ?? {};
  const framework = NODE_PORTS.find(([name]) => name in dependencies);
  return framework && { value: framework[1], source: `package.json: ${framework[0]}` };
}

/** The usual port of the server that a `requirements.txt` names. */
export function portOfRequirements(text: string): Finding<number> | undefined {
  const names = new Set(text.split(/\r?\n/).map(line => /^[\w.-]+/.exec(line.trim())?.[0].toLowerCase()));
  const server = PYTHON_PORTS.find(([name]) => names.has(name));
  return server && { value: server[1], source: `requirements.txt: ${server[0]}` };
}

/** The name of a `package.json`, without its scope. */
export const nameOfPackage = (text: string): string | undefined => {
  const name = textOf(jsonTree(text)?.['name']).replace(/^@[^/]*\//, '');
  return name === '' ? undefined : name;
};
