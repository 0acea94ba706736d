import type { Row } from './ask.ts';

const text = (values: ReadonlySet<string> = new Set()): string => [...values].sort().join(',');

/** In what two answers to the same call differ, the sandbox's first: `+` is in ours alone, `-` in theirs alone. */
function differences(ours: Row, theirs: Row): readonly string[] {
  const results = [ours, theirs].map(({ status, code }) => (code === undefined ? String(status) : `${status} ${code}`));
  if (results[0] !== results[1]) return [results.join(' | ')];
  const paths = [...new Set([...ours.members.keys(), ...theirs.members.keys()])].sort();
  return paths.flatMap(path => {
    const [mine, other] = [ours.members.get(path), theirs.members.get(path)];
    if (mine === undefined || other === undefined) return [`${mine === undefined ? '-' : '+'}${path}`];
    return text(mine) === text(other) ? [] : [`${path}: ${text(mine)} | ${text(other)}`];
  });
}

/** All differences of two runs of the same script. */
export const compare = (ours: readonly Row[], theirs: readonly Row[]): readonly string[] =>
  ours.flatMap((row, index) => {
    const other = theirs[index];
    if (other?.call !== row.call) throw new Error(`${row.call} has no counterpart`);
    return differences(row, other).map(difference => `${row.call}: ${difference}`);
  });
