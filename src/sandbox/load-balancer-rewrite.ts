import { replaceWithin } from './load-balancer-regex.ts';
import type { RuleRecord } from './services/elbv2/state.ts';

/** What goes into the request line and the Host header as it is. */
const URL_TEXT = /^\/[\x21-\x7e\x80-\xff]*$/;
const HOST_TEXT = /^[\x21-\x7e\x80-\xff]+$/;

/**
 * The URL and the Host that a target sees, after the transforms of the rule. What does not match stays as it is; undefined
 * where a transform fails, which AWS answers with 500.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function rewritten(url: string, host: string, rule: RuleRecord | undefined) {
  if (!rule?.transforms?.length) return { url, host };
  let [newUrl, newHost]: (string | undefined)[] = [url, host];
  for (const { Type, UrlRewriteConfig, HostHeaderRewriteConfig } of rule.transforms) {
    for (const { Regex = '', Replace = '' } of (UrlRewriteConfig ?? HostHeaderRewriteConfig)?.Rewrites ?? []) {
      if (Type === 'url-rewrite') newUrl = newUrl && replaceWithin(newUrl, new RegExp(Regex), Replace);
      else newHost = newHost && replaceWithin(newHost, new RegExp(Regex), Replace);
    }
  }
  if (newUrl === undefined || newHost === undefined) return undefined;
  const isUsable = (newUrl === url || URL_TEXT.test(newUrl)) && (newHost === host || HOST_TEXT.test(newHost));
  return isUsable ? { url: newUrl, host: newHost } : undefined;
}
