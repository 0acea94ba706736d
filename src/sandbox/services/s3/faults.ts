import { Fault } from '../../fault.ts';

export const noSuchBucket = (name: string): Fault =>
  new Fault('NoSuchBucket', 'The specified bucket does not exist', { status: 404, members: { BucketName: name } });
export const noSuchKey = (key: string): Fault =>
  new Fault('NoSuchKey', 'The specified key does not exist.', { status: 404, members: { Key: key } });
export const noSuchVersion = (key: string, versionId: string): Fault =>
  new Fault('NoSuchVersion', 'The specified version does not exist.', { status: 404, members: { Key: key, VersionId: versionId } });
export const noSuchUpload = (uploadId: string): Fault =>
  new Fault(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, members: { UploadId: uploadId } },
  );
/** What a HEAD of nothing learns: an answer without a body. */
export const notFound = (): Fault => new Fault('NotFound', 'Not Found', { status: 404 });
/** The answer of settings that a bucket does not have. */
export const notConfigured = (code: string, message: string): Fault => new Fault(code, message, { status: 404 });
export const malformedXml = (): Fault =>
  new Fault('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
export const invalidArgument = (message: string): Fault => new Fault('InvalidArgument', message);
export const accessDenied = (message: string): Fault => new Fault('AccessDenied', message, { status: 403 });
