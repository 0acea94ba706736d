import { describe, expect, it } from 'vitest';
import { livesOf, type Deployed } from '../../src/release/lives.ts';

/** A deployment of a version that serves in the end. */
const deployed = (id: string, content: string, more: Partial<Deployed> = {}): Deployed => ({
  id,
  content,
  taskDefinition: `${content}:${id}`,
  status: 'Succeeded',
  served: true,
  rollsBack: undefined,
  isRollback: false,
  ...more,
});

/** What was live last, and where a rollback leads from there. */
const last = (...deployments: readonly Deployed[]) => {
  const life = livesOf(deployments).at(-1);
  return [life?.content, life?.before?.content];
};

const [a, b, c] = [deployed('1', 'a'), deployed('2', 'b'), deployed('3', 'c')];

describe('livesOf', () => {
  it('leads back to what served before', () => {
    expect(last(a)).toEqual(['a', undefined]);
    expect(last(a, b, c)).toEqual(['c', 'b']);
  });

  it('leads back to what served before when an old version was released again', () => {
    expect(last(a, b, deployed('3', 'a'))).toEqual(['a', 'b']);
  });

  it('takes no account of what never served', () => {
    expect(last(a, b, deployed('3', 'c', { served: false, status: 'Failed' }))).toEqual(['b', 'a']);
  });

  it('does not lead back to the same version when that was released twice', () => {
    expect(last(a, b, deployed('3', 'b'))).toEqual(['b', 'a']);
  });

  it('leads one further back after a rollback, whoever made it', () => {
    expect(last(a, b, c, deployed('4', 'b', { isRollback: true }))).toEqual(['b', 'a']);
    const stopped = { ...c, status: 'Stopped' };
    expect(last(a, b, stopped, deployed('4', '', { rollsBack: '3' }))).toEqual(['b', 'a']);
  });

  it('leaves things as they are when CodeDeploy rolls back what had not served, or has not done it', () => {
    expect(last(a, b, { ...c, served: false, status: 'Stopped' }, deployed('4', '', { rollsBack: '3', status: 'Succeeded' }))).toEqual([
      'b',
      'a',
    ]);
    expect(last(a, b, c, deployed('4', '', { rollsBack: '3', status: 'InProgress' }))).toEqual(['c', 'b']);
  });

  it('leads to what served in between when something new was released after a rollback', () => {
    expect(last(a, b, deployed('3', 'a', { isRollback: true }), deployed('4', 'd'))).toEqual(['d', 'a']);
  });

  it('knows nothing of what served before the first deployment', () => {
    expect(last({ ...a, status: 'Stopped' }, deployed('2', '', { rollsBack: '1' }))).toEqual(['a', undefined]);
  });
});
