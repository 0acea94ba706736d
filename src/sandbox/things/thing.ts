/** Something that exists in the sandbox, by AWS's own names for what it is. */
export interface Thing {
  /** `load balancer` */
  readonly sort: string;
  readonly name: string;
  readonly status?: string | undefined;
  /** What else is worth knowing at a glance: an address, weights, counts. */
  readonly detail?: string | undefined;
  /** What belongs to it. */
  readonly parts?: readonly Thing[] | undefined;
}

/** The last part of an ARN or a path. */
export const lastPart = (text: string): string => text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
