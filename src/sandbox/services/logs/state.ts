/** What the logs service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface LogsState {
  readonly reserved?: undefined;
}

export const emptyLogsState = (): LogsState => ({});
