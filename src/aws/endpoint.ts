import { UserError } from '../errors.ts';

/**
 * Refuses what cannot be the address of a server; `from` is the option or variable that names it. A name and password in it are refused without
 * being repeated: the address is shown, and noted in locks; and AWS's requests are signed, not logged in.
 */
export function refuseNoAddress(from: string, value: string): void {
  if (!isHttp(value)) throw new UserError('endpointForm', { from, value: withoutLogin(value) });
  if (hasLogin(value)) throw new UserError('endpointSecret', { from });
}

/** An address as it may be shown: without what stands before an @, in a mistyped one too, and behind the name of an option. */
export const withoutLogin = (value: string): string =>
  isHttp(value) && !hasLogin(value) ? value : value.replace(/^(--[\w-]+=)?.*@/s, '$1***@');

const isHttp = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

function hasLogin(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}
