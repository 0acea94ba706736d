/** A tag that belongs to one image only, so that it never has to move. */
export const uniqueTag = (digest: string): string => `sha-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
