import type { StaticErrorSchema } from '@smithy/types';

/** AWS says no. `code` is the name of the error shape; each protocol puts it into its own envelope. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly status: number;
  /** Code on the wire where it differs from the shape's name (Query services): `EntityAlreadyExists`. */
  readonly wireCode: string;
  /** Further members of the error shape. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; wireCode?: string; members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.wireCode = options.wireCode ?? code;
    this.members = options.members ?? {};
  }
}

/** A fault of a modelled error shape: its wire code and status come from the schema that the SDK client ships. */
export function fault(schema: StaticErrorSchema, message: string, members?: Readonly<Record<string, unknown>>): Fault {
  const traits = typeof schema[3] === 'object' ? (schema[3] as { awsQueryError?: [string, number]; httpError?: number }) : {};
  return new Fault(schema[2], message, {
    status: traits.awsQueryError?.[1] ?? traits.httpError ?? 400,
    wireCode: traits.awsQueryError?.[0] ?? schema[2],
    ...(members && { members }),
  });
}
