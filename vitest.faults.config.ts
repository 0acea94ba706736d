import { defineConfig } from 'vitest/config';

/** The matrix of faults: the built program against the sandbox, with something going wrong at each point. `npm run test:faults` runs a sample. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/clean-up.ts'],
    pool: 'forks',
    maxConcurrency: 3,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
  },
});
