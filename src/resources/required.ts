/** A member of an answer that AWS always fills in although its model calls it optional. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw new Error(`AWS sent no ${member}`);
  return value;
}
