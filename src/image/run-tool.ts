import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a program ended. */
export interface ToolResult {
  /** Undefined when it could not be started: it is not installed. */
  readonly exitCode: number | undefined;
  /** Its last lines. */
  readonly tail: readonly string[];
}

const TAIL = 15;

/** Runs a program without a shell and hands on each line that it writes. */
export function runTool(
  program: string,
  args: readonly string[],
  options: { onLine?: (line: string) => void; environment?: Readonly<Record<string, string>> } = {},
): Promise<ToolResult> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.environment } });
  const tail: string[] = [];
  const take = (line: string): void => {
    if (line.trim() === '') return;
    tail.push(line);
    if (tail.length > TAIL) tail.shift();
    options.onLine?.(line);
  };
  const readers = [child.stdout, child.stderr].map(input => {
    const lines = createInterface({ input });
    lines.on('line', take);
    return new Promise(resolve => lines.on('close', resolve));
  });
  return new Promise(resolve => {
    child.on('error', () => resolve({ exitCode: undefined, tail }));
    child.on('close', code => {
      // The last lines may still be on their way when the process has ended.
      void Promise.all(readers).then(() => resolve({ exitCode: code ?? 1, tail }));
    });
  });
}
