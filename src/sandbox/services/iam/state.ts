import type { Tag } from '@aws-sdk/client-iam';

/** A role, and what its policies say. Documents are kept as the JSON text that came in. */
export interface RoleRecord {
  readonly roleName: string;
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  readonly createDate: Date;
  trustPolicy: string;
  description: string | undefined;
  maxSessionDuration: number;
  permissionsBoundary: string | undefined;
  tags: Tag[];
  /** Inline policies by name. */
  readonly inlinePolicies: Record<string, string>;
  /** ARNs of attached managed policies, in the order of attachment. */
  attachedPolicies: string[];
  /** True while other services cannot see the role yet: IAM is eventually consistent. */
  propagating: boolean;
}

/** A deletion of a service-linked role under way or ended. */
interface RoleDeletion {
  readonly roleName: string;
  status: 'IN_PROGRESS' | 'SUCCEEDED';
}

/** What the iam service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface IamState {
  /** By lower-case name: names are unique whatever their case. */
  readonly roles: Record<string, RoleRecord>;
  /** By deletion task id. */
  readonly roleDeletions: Record<string, RoleDeletion>;
  /** How long a new role stays invisible to other services, in seconds of AWS time. */
  propagationSeconds: number;
}

export const emptyIamState = (): IamState => ({ roles: {}, roleDeletions: {}, propagationSeconds: 0 });
