import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpRequest, HttpResponse } from './protocols/protocol.ts';

/** A request as it came and what was answered, with what the sandbox took it for. */
export interface Exchange {
  /** Name in the credential scope. */
  readonly service: string;
  /** Empty where the request names none. */
  readonly operation: string;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

export type Recorder = (exchange: Exchange) => void;

/** Environment variable that names a folder to record every exchange into. */
export const RECORD_FOLDER = 'WIZARD_SANDBOX_RECORD';

const base64 = (body: string | Uint8Array): string => Buffer.from(body).toString('base64');

/** Writes exchanges as lines of JSON, bodies in base64, into a file of this process's own; undefined where the environment names no folder. */
export const recorderOf = (environment: NodeJS.ProcessEnv): Recorder | undefined => {
  const folder = environment[RECORD_FOLDER];
  if (!folder) return undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}.jsonl`);
  return ({ service, operation, request, response }) => {
    const line = {
      service,
      operation,
      request: { ...request, body: base64(request.body) },
      response: { ...response, body: base64(response.body) },
    };
    // At once: a process that is killed has told all that it answered.
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
};
