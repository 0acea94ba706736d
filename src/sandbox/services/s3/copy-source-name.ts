/** What `x-amz-copy-source` names: `bucket/key` or `/bucket/key`, URL-encoded, with `?versionId=` or without. Undefined where it names nothing. */
export function parseCopySource(header = ''): { Bucket: string; Key: string; VersionId?: string } | undefined {
  const [path = '', VersionId] = header.split('?versionId=');
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (Bucket === undefined || Key === undefined) return undefined;
  return { Bucket, Key, ...(VersionId !== undefined && { VersionId }) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
