// JSON has no dates and no bytes: they go out as records with one of these keys. A record of the state that has such a key itself is wrapped.
const DATE = '$date';
const BYTES = '$bytes';
const RECORD = '$record';
const TAGS: readonly string[] = [DATE, BYTES, RECORD];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const soleKey = (value: Readonly<Record<string, unknown>>): string | undefined => {
  const keys = Object.keys(value);
  return keys.length === 1 ? keys[0] : undefined;
};

/** A record with nothing to encode in it is not copied: most are so, and the whole state passes through here again and again. */
const encodeRecord = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  let isSame = true;
  const entries = Object.entries(value).map(([key, item]) => {
    const encoded = encode(item);
    isSame &&= encoded === item;
    return [key, encoded] as const;
  });
  return isSame ? value : Object.fromEntries(entries);
};

const encode = (value: unknown): unknown => {
  if (value instanceof Date) return { [DATE]: value.toISOString() };
  if (value instanceof Uint8Array) return { [BYTES]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (Array.isArray(value)) return value.map(encode);
  if (!isRecord(value)) return value;
  const encoded = encodeRecord(value);
  return TAGS.includes(soleKey(value) ?? '') ? { [RECORD]: encoded } : encoded;
};

/** Without a prototype: keys are names that users choose, and nothing is named `constructor` until somebody does so. */
const decodeRecord = (value: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) record[key] = decode(item);
  return record;
};

const decode = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(decode);
  if (!isRecord(value)) return value;
  const key = soleKey(value);
  const tagged = key === undefined ? undefined : value[key];
  if (key === DATE && typeof tagged === 'string') return new Date(tagged);
  if (key === BYTES && typeof tagged === 'string') return new Uint8Array(Buffer.from(tagged, 'base64'));
  if (key === RECORD && isRecord(tagged)) return decodeRecord(tagged);
  return decodeRecord(value);
};

/** A state as text: plain JSON but for dates and bytes. */
export const encodeState = (state: unknown): string => JSON.stringify(encode(state));

/** The state out of its text. */
export const decodeState = (text: string): unknown => decode(JSON.parse(text));
