/** What the codedeploy service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodeDeployState {
  readonly reserved?: undefined;
}

export const emptyCodeDeployState = (): CodeDeployState => ({});
