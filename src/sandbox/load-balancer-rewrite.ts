import type { RuleRecord } from './services/elbv2/state.ts';

/** The URL and the Host that a target sees, after the transforms of the rule. What does not match stays as it is. */
export function rewritten(url: string, host: string, rule: RuleRecord | undefined): { readonly url: string; readonly host: string } {
  if (!rule?.transforms?.length) return { url, host };
  let [newUrl, newHost] = [url, host];
  for (const { Type, UrlRewriteConfig, HostHeaderRewriteConfig } of rule.transforms) {
    for (const { Regex = '', Replace = '' } of (UrlRewriteConfig ?? HostHeaderRewriteConfig)?.Rewrites ?? []) {
      if (Type === 'url-rewrite') newUrl = newUrl.replace(new RegExp(Regex), Replace);
      else newHost = newHost.replace(new RegExp(Regex), Replace);
    }
  }
  return { url: newUrl, host: newHost };
}
