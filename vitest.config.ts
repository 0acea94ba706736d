import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Files that get a process to themselves: those that change what others in it would see (mocks, variables, clocks), and those that measure
 * it. The others follow each other in the same process, where the modules of the program are loaded once.
 */
const CHANGES = /\bvi\.(?!wait)|\bmockClient\b|\bprocess\.(?:memoryUsage|chdir)\b/;
const ALONE = [
  'test/e2e/', // Take the longest: files with a process to themselves begin first.
  'test/main.test.ts',
  'test/sandbox/fuzz/',
  'test/sandbox/load-balancer-regex.test.ts', // Leaves expressions marked as slow.
];

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map(file => join('test', file))
  .filter(file => file.endsWith('.test.ts') && !/^test\/(?:peers|faults)\//.test(file));
const alone = files.filter(file => ALONE.some(start => file.startsWith(start)) || CHANGES.test(readFileSync(file, 'utf8')));

export default defineConfig({
  test: {
    environment: 'node',
    // Some tests run the built program, so it is built first when a source is newer.
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/clean-up.ts'],
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_EC2_METADATA_DISABLED: 'true', TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'together', include: files.filter(file => !alone.includes(file)), isolate: false } },
    ],
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text'] },
  },
});
