import { describe, expect, it } from 'vitest';
import { codecommit } from '../../src/sources/codecommit.ts';
import { ecr, imageSource } from '../../src/sources/ecr.ts';
import { pipelineSources } from '../../src/sources/index.ts';
import { setupOf, specOf } from '../steps/helpers.ts';

const setup = setupOf();

/** What EventBridge makes of the template once the part of the event is put in. */
const started = (template: string, value: string): unknown => JSON.parse(template.replaceAll('<revisionValue>', value)) as unknown;

describe('CodeCommit as a source', () => {
  it('is triggered by a move of the branch, with the commit that it moved to', () => {
    const { pattern, inputPaths, inputTemplate } = codecommit.trigger(setup);
    expect(pattern).toEqual({
      source: ['aws.codecommit'],
      'detail-type': ['CodeCommit Repository State Change'],
      resources: ['arn:aws:codecommit:ap-northeast-2:111122223333:ecs-codepipeline'],
      detail: { event: ['referenceCreated', 'referenceUpdated'], referenceType: ['branch'], referenceName: ['main'] },
    });
    expect(inputPaths).toEqual({ revisionValue: '$.detail.commitId' });
    expect(started(inputTemplate, 'c0ffee')).toEqual({
      sourceRevisions: [{ actionName: 'Source', revisionType: 'COMMIT_ID', revisionValue: 'c0ffee' }],
    });
  });

  it('means one branch everywhere', () => {
    const other = setupOf({ 'source.branch': 'release/1' });
    expect(codecommit.action(other).configuration['BranchName']).toBe('release/1');
    expect(codecommit.trigger(other).pattern).toMatchObject({ detail: { referenceName: ['release/1'] } });
    expect(specOf([codecommit.commit(other, [])], 'commit')).toMatchObject({ branch: 'release/1' });
  });
});

describe('ECR as a source', () => {
  it('is triggered by a push of the tag, with the digest that was pushed', () => {
    const { pattern, inputPaths, inputTemplate } = ecr.trigger(setup);
    expect(pattern).toEqual({
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Action'],
      detail: { 'action-type': ['PUSH'], result: ['SUCCESS'], 'repository-name': ['ecs-codepipeline-ecr-repo'], 'image-tag': ['nginx'] },
    });
    expect(inputPaths).toEqual({ revisionValue: '$.detail.image-digest' });
    expect(started(inputTemplate, 'sha256:1')).toEqual({
      sourceRevisions: [{ actionName: 'Image', revisionType: 'IMAGE_DIGEST', revisionValue: 'sha256:1' }],
    });
  });

  it('lets only that tag move', () => {
    expect(specOf(ecr.resources(setup), 'image-repository')).toMatchObject({ mutableTag: 'nginx', scanOnPush: true });
    expect(specOf(ecr.resources(setup), 'image')).toMatchObject({ repository: '<image-repository.name>', tag: 'nginx' });
  });

  it.each([
    ['registry', 'nginx:1', { type: 'registry', reference: 'nginx:1' }],
    ['static', 'site', { type: 'static', folder: 'site' }],
    ['archive', 'image.tar', { type: 'archive', path: 'image.tar' }],
    ['build', '.', { type: 'build', folder: '.' }],
  ] as const)('starts with an image by %s', (type, from, source) => {
    expect(imageSource(setupOf({ 'image.type': type, 'image.from': from }).config)).toEqual(source);
  });
});

describe('every source', () => {
  it.each(pipelineSources(setup).map(source => [source.action(setup).provider, source] as const))(
    'pins in its trigger the action that it has in the pipeline: %s',
    (_, source) => {
      expect(source.trigger(setup).inputTemplate).toContain(`"actionName":"${source.action(setup).name}"`);
    },
  );

  it('has values in its configuration that CodePipeline takes: texts, none of them empty', () => {
    const values = pipelineSources(setup).flatMap(source => Object.values(source.action(setup).configuration));
    expect(values.every(value => typeof value === 'string' && value.length > 0)).toBe(true);
  });
});
