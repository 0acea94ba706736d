import { parse } from 'yaml';
import { textOf, treeOf } from '../paths.ts';
import type { Finding } from './detection.ts';

/** The container port of the one service that a compose file builds; undefined where it is not clear which. */
export function portOfCompose(text: string, file: string): Finding<number> | undefined {
  const built = Object.entries(servicesIn(text)).filter(([, service]) => treeOf(service)?.['build'] !== undefined);
  const [only] = built;
  if (only === undefined || built.length > 1) return undefined;
  const [name, service] = only;
  const ports = [...listOf(treeOf(service)?.['ports']), ...listOf(treeOf(service)?.['expose'])].map(containerPort);
  const port = ports.find(one => one !== undefined);
  return port === undefined ? undefined : { value: port, source: `${file}: ${name}` };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `8080:3000`, `127.0.0.1:8080:3000/tcp`, `3000`, `{target: 3000}`. https://docs.docker.com/reference/compose-file/services/#ports */
function containerPort(entry: unknown): number | undefined {
  const text = textOf(treeOf(entry)?.['target'] ?? entry);
  const port = /(?:^|:)(\d{1,5})(?:\/tcp)?$/.exec(text)?.[1];
  return port === undefined ? undefined : Number(port);
}

function servicesIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return treeOf(treeOf(parse(text))?.['services']) ?? {};
  } catch {
    return {};
  }
}
