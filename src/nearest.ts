const letters = (word: string): string[] => Array.from(word);

/** How many letters must be added, removed or changed to get from one word to another. */
function distance(from: string, to: string): number {
  const first = Array.from({ length: to.length + 1 }, (_, index) => index);
  const last = letters(from).reduce(
    (above, letter, row) =>
      letters(to).reduce<number[]>(
        (line, other, column) => {
          const change = (above[column] ?? 0) + (letter === other ? 0 : 1);
          line.push(Math.min((above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1, change));
          return line;
        },
        [row + 1],
      ),
    first,
  );
  return last[to.length] ?? 0;
}

/** The known word that was probably meant: one whose end is what was typed, one that begins with it, or the one that differs by the fewest letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const leaf = known.find(candidate => candidate.toLowerCase().endsWith(`.${typed}`));
  if (leaf !== undefined) return leaf;
  const limit = Math.max(2, Math.floor(word.length / 4));
  const ranked = known
    .map(candidate => ({
      candidate,
      far: distance(typed, candidate.toLowerCase()),
      begins: Number(candidate.toLowerCase().startsWith(typed)),
    }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => b.begins - a.begins || a.far - b.far);
  return ranked[0]?.candidate;
}
