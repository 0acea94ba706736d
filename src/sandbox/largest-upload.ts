import { credentialOf } from './caller.ts';
import { Fault } from './fault.ts';
import type { HttpRequest } from './protocols/protocol.ts';

/** Bytes that S3 takes in one request: 5 GiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const LARGEST_UPLOAD = 5 * 2 ** 30;

/** Of a body in signed chunks the content counts, not what stands around it. */
const declared = ({ headers }: Pick<HttpRequest, 'headers'>): number =>
  Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0);

/** Whether a request for S3 says itself that it carries more than S3 takes, so that its body need not be read. */
export const isTooLargeForS3 = (request: HttpRequest): boolean =>
  declared(request) > LARGEST_UPLOAD && credentialOf(request)?.service === 's3';

/** Refuses that. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
export function refuseTooLarge(request: HttpRequest): void {
  if (!isTooLargeForS3(request)) return;
  throw new Fault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    members: { ProposedSize: declared(request), MaxSizeAllowed: LARGEST_UPLOAD },
  });
}
