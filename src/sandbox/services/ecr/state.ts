/** What the ecr service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface EcrState {
  readonly reserved?: undefined;
}

export const emptyEcrState = (): EcrState => ({});
