/** What the iam service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface IamState {
  readonly reserved?: undefined;
}

export const emptyIamState = (): IamState => ({});
