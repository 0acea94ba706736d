import { defineConfig } from 'vitest/config';

/** They use the whole machine by themselves: they go one by one, after the others. */
const ALONE = ['test/peers/load.test.ts', 'test/peers/aws-cli-versions.test.ts'];
// Not every machine has Terraform: the script tells where its provider is, and says so where there is none.
const MISSING = process.env['TERRAFORM_PLUGINS'] ? [] : ['test/peers/terraform.test.ts'];

/** Tests against third parties: the AWS CLI, botocore, moto, skopeo, docker-registry, Terraform. `npm run test:peers` installs what they need. */
export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/clean-up.ts'],
    pool: 'forks',
    testTimeout: 180_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
    projects: [
      // Most wait for programs that start slowly and use one core.
      { extends: true, test: { name: 'two at once', include: ['test/peers/*.test.ts'], exclude: [...ALONE, ...MISSING], maxWorkers: 2 } },
      { extends: true, test: { name: 'alone', include: ALONE, fileParallelism: false } },
    ],
  },
});
