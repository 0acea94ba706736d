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
}

/** What users and groups have alike. Documents are kept as the JSON text that came in. */
interface Principal {
  readonly createDate: Date;
  path: string;
  readonly inlinePolicies: Record<string, string>;
  attachedPolicies: string[];
}

/** A user. Its ARN follows from path and name, which may change. */
export interface UserRecord extends Principal {
  userName: string;
  readonly userId: string;
  permissionsBoundary: string | undefined;
  tags: Tag[];
  /** Names of groups. */
  groups: string[];
}

/** A group of users; the users know which groups they are in. */
export interface GroupRecord extends Principal {
  groupName: string;
  readonly groupId: string;
}

export interface AccessKeyRecord {
  readonly accessKeyId: string;
  userName: string;
  status: 'Active' | 'Inactive';
  readonly createDate: Date;
  lastUsed?: { readonly at: Date; readonly region: string; readonly service: string };
}

/** A managed policy of the account. */
export interface PolicyRecord {
  readonly policyName: string;
  readonly policyId: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly createDate: Date;
  updateDate: Date;
  tags: Tag[];
  defaultVersionId: string;
  /** Number of the next version: numbers are not used again. */
  nextVersion: number;
  /** By id, `v1`. */
  readonly versions: Record<string, PolicyVersionRecord>;
}

interface PolicyVersionRecord {
  readonly document: string;
  readonly createDate: Date;
}

/** Temporary credentials: of a role that somebody took on, or of a user. */
export interface SessionRecord {
  readonly sessionToken: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Name of the user, of `GetSessionToken`. */
  readonly userName?: string;
  /** Of `AssumeRole`. */
  readonly role?: RoleSession;
}

interface RoleSession {
  readonly roleArn: string;
  readonly roleId: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  /** Documents of the session policies; everything of the role's where there are none. */
  readonly policies: readonly string[] | undefined;
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
  /** By lower-case name. */
  readonly users: Record<string, UserRecord>;
  /** By lower-case name. */
  readonly groups: Record<string, GroupRecord>;
  /** By ARN. */
  readonly policies: Record<string, PolicyRecord>;
  /** By id. */
  readonly accessKeys: Record<string, AccessKeyRecord>;
  /** By access key id. */
  readonly sessions: Record<string, SessionRecord>;
  /** By deletion task id. */
  readonly roleDeletions: Record<string, RoleDeletion>;
}

export const emptyIamState = (): IamState => ({
  roles: {},
  users: {},
  groups: {},
  policies: {},
  accessKeys: {},
  sessions: {},
  roleDeletions: {},
});
