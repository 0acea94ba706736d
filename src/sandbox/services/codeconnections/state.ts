import type { ConnectionStatus, ProviderType, Tag } from '@aws-sdk/client-codestar-connections';
import type { GitRepository } from '../codecommit/state.ts';

/** What the connections service of the sandbox remembers in a region. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeConnectionsState {
  /** By ARN. */
  readonly connections: Record<string, ConnectionRecord>;
}

export interface ConnectionRecord {
  readonly arn: string;
  readonly name: string;
  readonly providerType: ProviderType;
  status: ConnectionStatus;
  tags: Tag[];
}

/** The repositories that stand in for those at the providers: they are in no region. */
export interface GitProvidersState {
  /** By provider and full name: `github/owner/name`. */
  readonly repositories: Record<string, GitRepository>;
}

export const emptyCodeConnectionsState = (): CodeConnectionsState => ({ connections: {} });
export const emptyGitProvidersState = (): GitProvidersState => ({ repositories: {} });
