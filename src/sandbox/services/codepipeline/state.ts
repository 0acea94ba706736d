/** What the codepipeline service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface CodePipelineState {
  readonly reserved?: undefined;
}

export const emptyCodePipelineState = (): CodePipelineState => ({});
