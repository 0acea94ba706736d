import { UserError } from '../errors.ts';

/** Refuses what cannot be the address of a server; `from` is the option or variable that names it. */
export function refuseNoAddress(from: string, value: string): void {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new UserError('endpointForm', { from, value });
}
