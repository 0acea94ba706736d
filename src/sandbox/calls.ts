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

/** The latest calls, oldest first. */
export interface CallLog {
  readonly add: (call: RecordedCall) => void;
  readonly list: () => readonly RecordedCall[];
  readonly clear: () => void;
}

/** A log that forgets the oldest calls beyond its limit. */
export const callLog = (limit = 10_000): CallLog => {
  let calls: RecordedCall[] = [];
  return {
    add: call => {
      calls.push(call);
      // Trimmed in bulk: shifting one by one would cost a copy a call.
      if (calls.length >= limit * 2) calls = calls.slice(-limit);
    },
    list: () => calls.slice(-limit),
    clear: () => {
      calls = [];
    },
  };
};
