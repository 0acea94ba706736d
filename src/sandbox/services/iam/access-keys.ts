import {
  CreateAccessKey$,
  DeleteAccessKey$,
  GetAccessKeyLastUsed$,
  ListAccessKeys$,
  UpdateAccessKey$,
  type CreateAccessKeyRequest,
  type CreateAccessKeyResponse,
  type DeleteAccessKeyRequest,
  type GetAccessKeyLastUsedRequest,
  type GetAccessKeyLastUsedResponse,
  type ListAccessKeysRequest,
  type ListAccessKeysResponse,
  type UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import { randomBytes } from 'node:crypto';
import { Fault } from '../../fault.ts';
import { operation, type Call, type Operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { LONG_TERM_KEY } from './credentials.ts';
import { limitExceeded, noSuchEntity } from './faults.ts';
import { markerPage } from './marker-page.ts';
import { uniqueId } from './role.ts';
import type { AccessKeyRecord, UserRecord } from './state.ts';
import { findModifiableUser, findUser } from './user.ts';

const KEYS_PER_USER = 2;

/** Without a name, the keys of the caller are meant. */
function userNameOf({ UserName }: { readonly UserName?: string | undefined }, { identity }: Call): string {
  const name = UserName ?? identity.userName;
  if (name === undefined) throw new Fault('ValidationError', 'Must specify userName when calling with non-User credentials');
  return name;
}

const keysOf = (world: World, { userName }: UserRecord): readonly AccessKeyRecord[] =>
  Object.values(world.global.iam.accessKeys).filter(key => key.userName === userName);

function findKey(world: World, user: UserRecord, id: string): AccessKeyRecord {
  const key = keysOf(world, user).find(({ accessKeyId }) => accessKeyId === id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}

const createAccessKey = operation(CreateAccessKey$, (world, input: CreateAccessKeyRequest, call): CreateAccessKeyResponse => {
  const user = findModifiableUser(world, userNameOf(input, call));
  if (keysOf(world, user).length >= KEYS_PER_USER) throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
  const { userName } = user;
  const key: AccessKeyRecord = { accessKeyId: uniqueId(LONG_TERM_KEY), userName, status: 'Active', createDate: world.clock.now() };
  world.global.iam.accessKeys[key.accessKeyId] = key;
  return {
    AccessKey: {
      UserName: userName,
      AccessKeyId: key.accessKeyId,
      Status: 'Active',
      SecretAccessKey: randomBytes(30).toString('base64'),
      CreateDate: key.createDate,
    },
  };
});

const listAccessKeys = operation(ListAccessKeys$, (world, input: ListAccessKeysRequest, call): ListAccessKeysResponse => {
  const { found, paging } = markerPage(keysOf(world, findUser(world, userNameOf(input, call))), input);
  return {
    AccessKeyMetadata: found.map(({ userName, accessKeyId, status, createDate }) => ({
      UserName: userName,
      AccessKeyId: accessKeyId,
      Status: status,
      CreateDate: createDate,
    })),
    ...paging,
  };
});

const updateAccessKey = operation(UpdateAccessKey$, (world, input: UpdateAccessKeyRequest, call): void => {
  const user = findUser(world, userNameOf(input, call));
  findKey(world, user, input.AccessKeyId ?? '').status = input.Status === 'Active' ? 'Active' : 'Inactive';
});

const deleteAccessKey = operation(DeleteAccessKey$, (world, input: DeleteAccessKeyRequest, call): void => {
  const user = findUser(world, userNameOf(input, call));
  delete world.global.iam.accessKeys[findKey(world, user, input.AccessKeyId ?? '').accessKeyId];
});

const getAccessKeyLastUsed = operation(
  GetAccessKeyLastUsed$,
  (world, { AccessKeyId = '' }: GetAccessKeyLastUsedRequest): GetAccessKeyLastUsedResponse => {
    const { accessKeys } = world.global.iam;
    const key = Object.hasOwn(accessKeys, AccessKeyId) ? accessKeys[AccessKeyId] : undefined;
    if (!key) throw noSuchEntity(`The Access Key with id ${AccessKeyId} cannot be found.`);
    const { at, region, service } = key.lastUsed ?? { region: 'N/A', service: 'N/A' };
    return { UserName: key.userName, AccessKeyLastUsed: { LastUsedDate: at, Region: region, ServiceName: service } };
  },
);

export const accessKeyOperations: readonly Operation[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
];
