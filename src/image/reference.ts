import { UserError } from '../errors.ts';

/** The name of an image, taken apart. At least one of tag and digest is there. */
export interface Reference {
  /** Host and port. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const HOST = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|\[[0-9a-f:]+\])(?::\d+)?$|^[a-z0-9-]+:\d+$/i;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads what users write after `docker pull`: `nginx`, `nginx:1.27`, `public.ecr.aws/nginx/nginx@sha256:…`. */
export function parseReference(text: string): Reference {
  const [named, digest] = splitAt(text.trim(), text.trim().indexOf('@'));
  const colon = named.lastIndexOf(':');
  // A colon in front of a slash parts host and port.
  const [name, tag] = colon > named.lastIndexOf('/') ? splitAt(named, colon) : [named];
  const [first = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && HOST.test(first);
  const registry = hasHost ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const path = hasHost ? rest.join('/') : name;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const isValid = PATH.test(path) && (tag === undefined || TAG.test(tag)) && (digest === undefined || DIGEST.test(digest));
  if (!isValid) throw new UserError('imageReferenceInvalid', { reference: withoutPassword(text) });
  return {
    registry,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(tag === undefined && digest === undefined && { tag: 'latest' }),
  };
}

/** An address may hold a user and a password, which are not to be shown. */
const withoutPassword = (text: string): string => text.replace(/^([a-z]+:\/\/)?(?:.*:.*|.*(?=@.*\/))@(?!sha256:)/s, '$1***@');

const splitAt = (text: string, at: number): readonly [string, string?] => (at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]);

export const printReference = ({ registry, repository, tag, digest }: Reference): string =>
  `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

/** The digest where there is one: a tag beside it is only a note. */
export const tagOrDigest = (reference: Reference): string => reference.digest ?? reference.tag ?? 'latest';
