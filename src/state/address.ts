/** Where a shared state lies. */
export interface Address {
  readonly bucket: string;
  /** Empty, or without a slash at its ends. */
  readonly prefix: string;
}

/** Key of an object of a shared state. */
export const keyIn = ({ prefix }: Address, name: string): string => [prefix, name].filter(Boolean).join('/');

/** The value of `state` in wizard.yaml for a state beside the project. */
export const LOCAL = 'local';

/** Reads `s3://bucket/prefix`; undefined for anything else. */
export function addressOf(text: string): Address | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*?))?\/?$/.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix };
}
