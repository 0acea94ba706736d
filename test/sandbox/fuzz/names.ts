import type { Random } from './random.ts';

/** Texts that answers held, by the member that held them. */
export interface Names {
  readonly learn: (answer: unknown) => void;
  /** One that stood at a member of such a name: `clusterName` also finds what stood at `ClusterName`. */
  readonly named: (member: string, random: Random) => string | undefined;
  readonly any: (random: Random) => string | undefined;
}

const KEPT = 60;

/** Lower case, without the plural: `targetGroupArns` asks for what stands at `TargetGroupArn`. */
const keyOf = (member: string): string => member.toLowerCase().replace(/s$/, '');

export const emptyNames = (): Names => {
  const byMember = new Map<string, string[]>();
  const all: string[] = [];

  const keep = (list: string[], text: string): void => {
    if (list.includes(text)) return;
    list.push(text);
    if (list.length > KEPT) list.shift();
  };

  const learn = (value: unknown, member: string): void => {
    if (typeof value === 'string') {
      if (value.length === 0 || value.length > 300) return;
      const list = byMember.get(keyOf(member)) ?? [];
      byMember.set(keyOf(member), list);
      keep(list, value);
      keep(all, value);
      return;
    }
    if (Array.isArray(value)) for (const item of value) learn(item, member);
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [name, item] of Object.entries(value)) if (name !== '$metadata') learn(item, name);
    }
  };

  const among = (list: readonly string[] | undefined, random: Random): string | undefined =>
    list && list.length > 0 ? random.pick(list) : undefined;

  return {
    learn: answer => learn(answer, ''),
    named: (member, random) => {
      const key = keyOf(member);
      const found = among(byMember.get(key), random);
      if (found !== undefined) return found;
      // `cluster` asks for what stands at `clusterArn` and `clusterName`, and `name` for any name.
      const related = [...byMember.keys()].filter(known => known === `${key}arn` || known === `${key}name` || known.endsWith(key));
      return related.length > 0 ? among(byMember.get(random.pick(related)), random) : undefined;
    },
    any: random => among(all, random),
  };
};
