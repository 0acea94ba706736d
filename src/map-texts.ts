/** A catalogue with every text changed, also those that its functions answer. */
export function mapTexts<Words>(words: Words, change: (text: string) => string): Words {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (typeof value === 'function') return (...facts: readonly unknown[]): unknown => changed(Reflect.apply(value, undefined, facts));
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item)]));
  };
  // Only texts change.
  return changed(words) as Words;
}
