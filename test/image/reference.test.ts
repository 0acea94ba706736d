import { describe, expect, it } from 'vitest';
import { parseReference, printReference } from '../../src/image/reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('the name of an image', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['nginxinc/nginx-unprivileged:1.27-alpine', 'docker.io/nginxinc/nginx-unprivileged:1.27-alpine'],
    ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
    ['public.ecr.aws/nginx/nginx:latest', 'public.ecr.aws/nginx/nginx:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['127.0.0.1:5000/team/app:v1', '127.0.0.1:5000/team/app:v1'],
    ['registry:5000/app', 'registry:5000/app:latest'],
    ['ghcr.io/owner/app:v1', 'ghcr.io/owner/app:v1'],
    [`nginx@${DIGEST}`, `docker.io/library/nginx@${DIGEST}`],
    [`nginx:1.27@${DIGEST}`, `docker.io/library/nginx:1.27@${DIGEST}`],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/my__app', '111122223333.dkr.ecr.us-east-1.amazonaws.com/my__app:latest'],
    [' nginx ', 'docker.io/library/nginx:latest'],
  ])('%s means %s', (text, whole) => {
    expect(printReference(parseReference(text))).toBe(whole);
  });

  it.each([
    '',
    'Nginx',
    'nginx:',
    'nginx:-x',
    'nginx@sha256:1',
    'https://example.com/app',
    'a//b',
    'app name',
    `nginx:${'x'.repeat(129)}`,
    '/app',
    'app/',
  ])('"%s" is none', text => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: 'imageReferenceInvalid' }));
  });

  it.each([
    ['u:PW@host/x', '***@host/x'],
    ['https://u:P/W@1@host/x:tag', 'https://***@host/x:tag'],
    ['PW@host/x', '***@host/x'],
    ['u:PW@host/x@sha256:1', '***@host/x@sha256:1'],
    ['nginx:1.27@sha256:1', 'nginx:1.27@sha256:1'],
    ['nginx@latest', 'nginx@latest'],
  ])('%s is refused without its password', (text, reference) => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: 'imageReferenceInvalid', facts: { reference } }));
  });
});
