/** What the ec2 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface Ec2State {
  readonly reserved?: undefined;
}

export const emptyEc2State = (_region: string, _account: string): Ec2State => ({});
