const BLANK = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where a text stops being JSON, counted from 0; its length when it only ends too early. The engine does not always tell. */
export function jsonErrorAt(text: string): number {
  let at = 0;

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found !== null;
  };
  const sign = (wanted: string): boolean => {
    take(BLANK);
    if (text[at] !== wanted) return false;
    at += 1;
    return true;
  };
  /** Items between commas up to the closing sign. */
  const items = (close: string, item: () => boolean): boolean => {
    if (sign(close)) return true;
    while (item()) {
      if (sign(close)) return true;
      if (!sign(',')) return false;
    }
    return false;
  };
  const string = (): boolean => {
    take(BLANK);
    return take(STRING);
  };
  const value = (): boolean => {
    if (sign('{')) return items('}', () => string() && sign(':') && value());
    if (sign('[')) return items(']', value);
    return string() || take(LITERAL);
  };

  if (value()) take(BLANK);
  return at;
}
