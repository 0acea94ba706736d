/** A record without a prototype: its keys are names that users choose, and nothing is named `constructor` until somebody does so. */
export const emptyRecord = <Value>(): Record<string, Value> => Object.create(null) as Record<string, Value>;
