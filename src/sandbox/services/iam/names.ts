import { Fault } from '../../fault.ts';

const violation = (value: string, member: string, constraint: string): Fault =>
  new Fault(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );

/** Refuses a name that IAM does not take. */
export function checkName(member: string, value: string, maximum: number): void {
  if (value.length > maximum) throw violation(value, member, `have length less than or equal to ${maximum}`);
  if (!/^[\w+=,.@-]+$/.test(value)) throw violation(value, member, String.raw`satisfy regular expression pattern: [\w+=,.@-]+`);
}

/** Refuses a path that does not begin and end with a slash. */
export function checkPath(value: string): void {
  if (!/^\/$|^\/[\u0021-\u007E]+\/$/.test(value))
    throw new Fault(
      'ValidationError',
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
}
