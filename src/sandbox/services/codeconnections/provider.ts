import type { ProviderType } from '@aws-sdk/client-codestar-connections';

/** The providers whose repositories the sandbox can stand in for, as its addresses name them: those that need no host of the customer's own. */
const PROVIDERS = { github: 'GitHub', bitbucket: 'Bitbucket', gitlab: 'GitLab' } as const satisfies Record<string, ProviderType>;

export type GitProvider = keyof typeof PROVIDERS;

export const isGitProvider = (name: string): name is GitProvider => Object.hasOwn(PROVIDERS, name);

/** The name in addresses of a provider that a connection is to; undefined for those that the sandbox does not stand in for. */
export const gitProviderOf = (type: string | undefined): GitProvider | undefined =>
  Object.keys(PROVIDERS)
    .filter(isGitProvider)
    .find(name => PROVIDERS[name] === type);
