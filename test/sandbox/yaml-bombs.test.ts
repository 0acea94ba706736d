import { describe, expect, it } from 'vitest';
import { BuildFailure } from '../../src/sandbox/behaviours/build/build-failure.ts';
import { readBuildspec } from '../../src/sandbox/behaviours/build/buildspec.ts';
import { parseAppSpec } from '../../src/sandbox/services/codedeploy/app-spec.ts';

const LAUGHS = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]}, `.repeat(9)}]`),
].join('\n');

const BOMBS: readonly (readonly [string, string])[] = [
  ['aliases of aliases', `version: 0.2\n${LAUGHS}\nphases: {build: {commands: *i}}\nResources: [*i]`],
  ['lists in lists', `version: 0.2\nphases: ${'['.repeat(50_000)}`],
  ['closed lists in lists', `version: 0.2\nphases: {build: {commands: [${'['.repeat(20_000)}${']'.repeat(20_000)}]}}`],
  ['JSON within JSON', `{"version":0.2,"phases":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
  ['a list within itself', 'version: 0.2\nphases: &a {build: *a}\nResources: &b [*b]\nartifacts: {files: &c [*c]}'],
  ['a record within itself', 'version: 0.2\nphases: {build: {commands: ls}}\nartifacts: {files: [&c {x: *c}]}'],
  ['lists in lists where a text belongs', `version: 0.2\nphases: {}\nResources: [{S: {Type: ${'['.repeat(3000)}${']'.repeat(3000)}}}]`],
  [
    'a key that every object has',
    'version: 0.2\nphases: {__proto__: {commands: [ls]}, constructor: {commands: [ls]}}\nResources: [{__proto__: {Type: "AWS::ECS::Service"}}]',
  ],
];

describe('a file that was made to fill the memory or the stack', () => {
  it.each(BOMBS)('of %s breaks no build, at once', (_what, text) => {
    const start = performance.now();
    const outcome = ((): unknown => {
      try {
        return readBuildspec(text);
      } catch (error) {
        return error;
      }
    })();
    // What is merely odd may be taken; what fails fails as a broken file does.
    expect(outcome instanceof Error ? outcome : undefined).toSatisfy(
      error => error === undefined || (error instanceof BuildFailure && error.code === 'YAML_FILE_ERROR'),
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each(BOMBS)('of %s is refused as an AppSpec, at once', (_what, text) => {
    const start = performance.now();
    expect(() => parseAppSpec(text.replace('0.2', '0.0'))).toThrow(expect.objectContaining({ code: 'InvalidRevisionException' }) as Error);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
