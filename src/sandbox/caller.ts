import { Fault } from './fault.ts';
import type { HttpRequest } from './protocols/protocol.ts';

/** What the signature of a request says: who, where, which service. The signature itself is not checked. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** The credential scope of a signed request or a presigned address. */
export const credentialOf = (request: HttpRequest): Credential | undefined => {
  const scope =
    /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1] ??
    new URLSearchParams(request.url.split('?')[1] ?? '').get('X-Amz-Credential') ??
    '';
  const [accessKeyId, , region, service] = scope.split('/');
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
};

/** Keys of real AWS accounts must not end up in a log of ours: they are refused before anything else. */
export const refuseRealKeys = ({ accessKeyId }: Credential): void => {
  if (!/^(?:AKIA|ASIA)[A-Z0-9]{12,}$/.test(accessKeyId)) return;
  const message = `This is the local sandbox, not AWS, and the access key looks like one of a real account. Use AWS_ACCESS_KEY_ID=sandbox and AWS_SECRET_ACCESS_KEY=sandbox.`;
  throw new Fault('InvalidClientTokenId', message, { status: 403 });
};
