/** A record as it was read, before anything in it was looked at. */
export type Unread<T> = { readonly [Key in keyof T]?: unknown };

export const isText = (value: unknown): value is string => typeof value === 'string';
