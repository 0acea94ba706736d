/** A call that the sandbox has answered. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  /** IAM actions that AWS checks for it. */
  readonly actions: readonly string[];
  readonly caller: string;
  readonly status: number;
  readonly errorCode?: string;
  readonly at: Date;
  /** Id of the armed fault that happened to it. */
  readonly fault?: string;
}

/** A call, and which one it is since the start or the last reset, from 1 on. */
export interface NumberedCall extends RecordedCall {
  readonly number: number;
}

/** The latest calls, oldest first. */
export interface CallLog {
  readonly add: (call: RecordedCall) => void;
  /** Those after the one of that number. */
  readonly list: (after?: number) => readonly NumberedCall[];
  readonly clear: () => void;
}

/** A log that forgets the oldest calls beyond its limit. */
export const callLog = (limit = 10_000): CallLog => {
  let calls: NumberedCall[] = [];
  let count = 0;
  return {
    add: call => {
      count += 1;
      calls.push({ ...call, number: count });
      // Trimmed in bulk: shifting one by one would cost a copy a call.
      if (calls.length >= limit * 2) calls = calls.slice(-limit);
    },
    list: (after = 0) => calls.slice(-limit).filter(({ number }) => number > after),
    clear: () => {
      calls = [];
      count = 0;
    },
  };
};
