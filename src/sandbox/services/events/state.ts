/** What the events service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. */
export interface EventsState {
  readonly reserved?: undefined;
}

export const emptyEventsState = (): EventsState => ({});
