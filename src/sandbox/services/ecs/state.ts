/** What the ecs service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface EcsState {
  readonly reserved?: undefined;
}

export const emptyEcsState = (): EcsState => ({});
