/** The letters of the zones that a region of the sandbox has. */
const LETTERS = ['a', 'b', 'c'] as const;

export interface Zone {
  /** `ap-northeast-2a` */
  readonly name: string;
  /** `apne2-az1` */
  readonly id: string;
}

/** `ap-northeast-2` is `apne2` in the ids of its zones. */
function shortName(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const directions = rest.map(part =>
    part.replace(/^(north|south|central)(east|west)$/, (_all, a: string, b: string) => a.charAt(0) + b.charAt(0)),
  );
  return area + directions.map(part => (/^\d+$/.test(part) || part.length === 2 ? part : part.charAt(0))).join('');
}

/** The availability zones of a region. */
export const zonesOf = (region: string): readonly Zone[] =>
  LETTERS.map((letter, index) => ({ name: region + letter, id: `${shortName(region)}-az${index + 1}` }));
