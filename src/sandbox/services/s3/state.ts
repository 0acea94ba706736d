/** What the s3 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface S3State {
  readonly reserved?: undefined;
}

export const emptyS3State = (): S3State => ({});
