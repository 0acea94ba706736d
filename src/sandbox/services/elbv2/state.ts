/** What the elbv2 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface Elbv2State {
  readonly reserved?: undefined;
}

export const emptyElbv2State = (): Elbv2State => ({});
