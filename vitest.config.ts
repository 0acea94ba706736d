import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text'] },
    projects: [
      { extends: true, test: { name: 'code', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**', 'test/peers/**'] } },
      // These run the built program, so it is built first when a source is newer.
      { extends: true, test: { name: 'program', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/build.ts'] } },
    ],
  },
});
