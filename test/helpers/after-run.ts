import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

type Cleaner = () => Promise<void>;

const atEndOfFile: Cleaner[] = [];

/** Cleans up what was started outside of a test: test/clean-up.ts asks for it after each file. */
export async function cleanUp(): Promise<void> {
  for (const clean of atEndOfFile.splice(0).reverse()) await clean();
}

/** Cleans up after the file, also from a test that runs beside others: vitest takes the one that began last for the one that is running. */
export const afterFile = (clean: Cleaner): void => void atEndOfFile.push(clean);

/** Cleans up after the running test, or after the file where no test is running yet. */
export const afterRun = (clean: Cleaner): void => {
  try {
    onTestFinished(clean);
  } catch {
    afterFile(clean);
  }
};

/** A new temporary folder, removed after the running test, or after the file where no test is running yet. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'wizard-test-'));
  afterRun(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
