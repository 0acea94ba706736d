import { expect, it } from 'vitest';
import { defaultBase, resolveReference } from '../../src/image/open-image.ts';
import { printReference } from '../../src/image/reference.ts';
import { insteadOf } from '../../src/image/registry-errors.ts';

it("lays static files over the nginx of Amazon's registry, and in the sandbox over its own", () => {
  expect(defaultBase({ sandbox: false })).toBe('public.ecr.aws/nginx/nginx:latest');
  expect(defaultBase({ sandbox: true })).toBe('sandbox/nginx:latest');
});

it('finds the images of the sandbox at its endpoint, and others where they are', () => {
  const aws = { sandbox: true, endpoint: 'http://127.0.0.1:4599' };
  expect(printReference(resolveReference(aws, 'sandbox/sample:v1'))).toBe('127.0.0.1:4599/sandbox/sample:v1');
  expect(printReference(resolveReference(aws, 'nginx'))).toBe('docker.io/library/nginx:latest');
});

it.each([
  ['docker.io', 'library/nginx', 'public.ecr.aws/docker/library/nginx'],
  ['docker.io', 'someone/app', 'public.ecr.aws/nginx/nginx'],
])('knows where else to pull when %s/%s is limited', (registry, repository, instead) => {
  expect(insteadOf(registry, repository)).toBe(instead);
});
