/** A block of IPv4 addresses as numbers. */
export interface Block {
  readonly first: number;
  readonly prefix: number;
  readonly size: number;
}

function toNumber(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some(part => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export const toAddress = (value: number): string => [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.');

/** Reads `10.0.0.0/16`; undefined where it is none. Bits beyond the prefix are dropped, as EC2 does. */
export function parseBlock(text: string): Block | undefined {
  const [address = '', length = ''] = text.split('/');
  const value = toNumber(address);
  if (value === undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  return { first: value - (value % size), prefix: Number(length), size };
}

export const formatBlock = ({ first, prefix }: Block): string => `${toAddress(first)}/${prefix}`;

export const containsBlock = (outer: Block, inner: Block): boolean =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

export const overlaps = (a: Block, b: Block): boolean => a.first < b.first + b.size && b.first < a.first + a.size;
