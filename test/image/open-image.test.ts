import { describe, expect, it } from 'vitest';
import { defaultBase, resolveReference, targetRepository, type ImageAws } from '../../src/image/open-image.ts';
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

describe('the repository to push to', () => {
  const uri = '111122223333.dkr.ecr.us-east-1.amazonaws.com/app';
  const ecr: ImageAws['ecr'] = { send: () => Promise.reject(new Error('asked for a login')), reader: () => Promise.reject(new Error()) };
  const aws = { ecr, region: 'us-east-1', sandbox: false };

  it.each([
    ['AWS', undefined, uri],
    ["an endpoint of AWS's in a VPC", 'https://vpce-1-ecr.ecr.us-east-1.vpce.amazonaws.com', uri],
    ['an emulator with a registry', 'http://127.0.0.1:4566', '127.0.0.1:5100/app'],
  ])('is where %s says', (_what, endpoint, repositoryUri) => {
    expect(targetRepository({ ...aws, endpoint }, repositoryUri).repository).toBe('app');
  });

  it("is never AWS's when an emulator says so", () => {
    const push = () => targetRepository({ ...aws, endpoint: 'http://127.0.0.1:5000' }, uri);
    expect(push).toThrow(
      expect.objectContaining({ code: 'notImplemented', facts: { action: 'ecr:UploadLayerPart', endpoint: 'http://127.0.0.1:5000' } }),
    );
  });
});
