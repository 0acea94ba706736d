import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { bundleProgram } from './bundle.ts';
import { temporaryFolder } from './sandbox.ts';

export type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Makes a program that imports from `src` runnable by a Node that knows no TypeScript; returns its path. */
export const bundleForChild = async (source: string): Promise<string> => bundleProgram(await temporaryFolder(), source);

/** Starts a bundled program as a process of its own and waits for its first words. It is killed with the test. */
export async function startChild(file: string, args: readonly string[]): Promise<{ readonly child: Child; readonly said: string }> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}

/** Kills a process and waits until it is gone. */
export async function kill(child: Child): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
