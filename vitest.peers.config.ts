import { defineConfig } from 'vitest/config';

/** Tests against third parties: the AWS CLI, botocore, moto, skopeo, docker-registry, Terraform. `npm run test:peers` installs what they need. */
export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    // Not every machine has Terraform: the script tells where its provider is, and says so where there is none.
    exclude: process.env['TERRAFORM_PLUGINS'] ? [] : ['test/peers/terraform.test.ts'],
    environment: 'node',
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/clean-up.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
  },
});
