import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../src/detect/dockerfile.ts';

const ports = (...lines: readonly string[]): readonly number[] => readDockerfile(['FROM node:22', ...lines].join('\n')).ports;

describe('the ports of a Dockerfile', () => {
  it.each([
    ['a number', ['EXPOSE 3000'], [3000]],
    ['several, each once, in their order', ['EXPOSE 8080 3000', 'EXPOSE 8080'], [8080, 3000]],
    ['one with its protocol', ['EXPOSE 8080/tcp'], [8080]],
    ['none of UDP', ['EXPOSE 53/udp 80'], [80]],
    ['a range', ['EXPOSE 8000-8002/tcp'], [8000, 8001, 8002]],
    ['a variable of ENV', ['ENV PORT=4000', 'EXPOSE $PORT'], [4000]],
    ['a variable of ENV as it was written long ago', ['ENV PORT 4000', 'EXPOSE ${PORT}'], [4000]],
    ['a variable of ARG with its default', ['ARG PORT=5000', 'ENV APP_PORT=$PORT', 'EXPOSE ${APP_PORT}'], [5000]],
    ['a default in the place itself', ['EXPOSE ${PORT:-6000}'], [6000]],
    ['nothing that is not known', ['ARG PORT', 'EXPOSE $PORT'], []],
    ['nothing that is no port', ['EXPOSE 70000 http'], []],
    ['continued lines and comments', ['EXPOSE 80 \\', '# no', '  443'], [80, 443]],
    ['another escape', ['EXPOSE 80 \\', '443'], [80, 443]],
    ['nothing in a here-document', ['RUN <<EOF', 'EXPOSE 1', 'EOF', 'EXPOSE 2'], [2]],
    ['lower case', ['expose 80'], [80]],
  ])('are %s', (_, lines, expected) => {
    expect(ports(...lines)).toEqual(expected);
  });

  it('are those of the last stage and of the stages it is built from', () => {
    const text = ['FROM node AS base', 'EXPOSE 3000', 'FROM base AS build', 'EXPOSE 9229', 'FROM base', 'EXPOSE 3001'].join('\n');
    expect(readDockerfile(text)).toMatchObject({ ports: [3000, 3001], stages: 3 });
  });

  it('know the variables of the stage before, and those in front of all where the stage names them again', () => {
    const text = ['ARG PORT=7000', 'FROM node AS base', 'ARG PORT', 'ENV P=$PORT', 'FROM base', 'EXPOSE $P'].join('\n');
    expect(readDockerfile(text).ports).toEqual([7000]);
  });
});

describe('a Dockerfile', () => {
  it('tells health check, user and platform', () => {
    const text = [
      'ARG TARGET=linux/arm64',
      'FROM --platform=$TARGET node:22',
      'USER node',
      'HEALTHCHECK --interval=5s CMD curl -f http://localhost:3000/healthz?deep=1 || exit 1',
    ].join('\n');
    expect(readDockerfile(text)).toEqual({
      ports: [],
      healthCheckPath: '/healthz?deep=1',
      user: 'node',
      platform: 'linux/arm64',
      stages: 1,
    });
  });

  it('tells no platform that is that of the builder, and no path of a check without HTTP', () => {
    const facts = readDockerfile('FROM --platform=$BUILDPLATFORM node\nHEALTHCHECK CMD ["pg_isready"]');
    expect(facts).toMatchObject({ platform: undefined, healthCheckPath: undefined });
  });

  it('may be empty', () => {
    expect(readDockerfile('')).toMatchObject({ ports: [], stages: 0 });
  });
});
