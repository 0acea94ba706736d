import { expect, test } from 'vitest';
import { sandboxEnvironment } from '../../src/sandbox/environment.ts';

test('the environment points every client at the sandbox', () => {
  expect(sandboxEnvironment({ endpoint: 'http://127.0.0.1:1234', region: 'ap-northeast-2' })).toEqual({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1234',
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'ap-northeast-2',
    AWS_DEFAULT_REGION: 'ap-northeast-2',
  });
});
