/** What the codecommit service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeCommitState {
  readonly reserved?: undefined;
}

export const emptyCodeCommitState = (): CodeCommitState => ({});
