import { Fault } from '../../fault.ts';

/** The bytes that a `Range` header asks for; forms that HTTP lets a server ignore are ignored. */
export function byteRange(header: string | undefined, size: number): { readonly first: number; readonly last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  if (first > last)
    throw new Fault('InvalidRange', 'The requested range is not satisfiable', { status: 416, members: { ActualObjectSize: size } });
  return { first, last };
}
