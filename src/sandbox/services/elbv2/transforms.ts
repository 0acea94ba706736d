import type { RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2';
import { checkRegex } from './regex.ts';
import { validationError } from './refusal.ts';

const CONFIGS = { 'url-rewrite': 'UrlRewriteConfig', 'host-header-rewrite': 'HostHeaderRewriteConfig' } as const;
const LONGEST = 1024;

/** Transforms as they are, once they are found to be legal: one of each type, with one rewrite. */
export function checkedTransforms(transforms: readonly RuleTransform[] | undefined): RuleTransform[] | undefined {
  if (!transforms?.length) return undefined;
  const types = transforms.map(({ Type }) => Type);
  if (new Set(types).size < types.length) throw validationError('A rule can only have one transform of each type');
  for (const transform of transforms) checkTransform(transform);
  return [...transforms];
}

function checkTransform(transform: RuleTransform): void {
  const { Type } = transform;
  const config = Type && CONFIGS[Type];
  if (!config) throw validationError(`Transform type '${Type}' must be one of '[${Object.keys(CONFIGS).join(', ')}]'`);
  const rewrites = transform[config]?.Rewrites ?? [];
  if (rewrites.length !== 1) throw validationError(`A transform of type '${Type}' must have exactly one rewrite`);
  for (const { Regex = '', Replace = '' } of rewrites) {
    checkRegex(Regex, LONGEST);
    if (Replace.length > LONGEST) throw validationError(`The replacement string is too long; the limit is '${LONGEST}'`);
  }
}
