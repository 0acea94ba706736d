import { UserError } from '../errors.ts';

/**
 * Refuses what cannot be the address of a server; `from` is the option or variable that names it. A name and password in it are refused without
 * being repeated: the address is shown, and noted in locks; and AWS's requests are signed, not logged in.
 */
export function refuseNoAddress(from: string, value: string): void {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new UserError('endpointForm', { from, value });
  const { username, password } = new URL(value);
  if (username !== '' || password !== '') throw new UserError('endpointSecret', { from });
}
