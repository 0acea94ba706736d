import type { Answers } from '../../src/config.ts';
import { resolve } from '../../src/engine/refs.ts';
import type { Node, OutputValue } from '../../src/engine/types.ts';
import type { OwnFiles } from '../../src/own-files.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { createSetup, type Setup } from '../../src/setup.ts';

export const PLACE = { account: '111122223333', region: 'ap-northeast-2', partition: 'aws' };

/** A set-up of the given answers in a made-up account. */
export function setupOf(
  answers: Answers = {},
  { env = 'default', files, place = PLACE }: { env?: string; files?: OwnFiles; place?: typeof PLACE } = {},
): Setup {
  const { config } = resolveConfig(answers, { env, sandbox: false, region: place.region });
  return createSetup(config, place, files);
}

export function nodeIn(nodes: readonly Node[], id: string): Node {
  const found = nodes.find(node => node.id === id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
}

/** The spec with each reference written as `<node.output>`; lists of them as lists of one. */
export const specOf = (nodes: readonly Node[], id: string): unknown =>
  resolve(nodeIn(nodes, id).spec, ({ $ref, attr }): OutputValue => (attr === 'subnetIds' ? [`<${$ref}.${attr}>`] : `<${$ref}.${attr}>`));
