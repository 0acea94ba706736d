import type { Random } from './random.ts';

/** Texts that inputs, answers and the state of the sandbox held, by service and by the member that held them. */
export interface Names {
  readonly learn: (service: string, value: unknown) => void;
  /** One that fits, from where a member has such a name: `clusterName` also finds what stood at `ClusterName`; of this service where there is one. */
  readonly named: (service: string, member: string, fits: (text: string) => boolean, random: Random) => string | undefined;
  readonly any: (fits: (text: string) => boolean, random: Random) => string | undefined;
}

const KEPT = 60;

/** Lower case, without the plural: `targetGroupArns` asks for what stands at `TargetGroupArn`. */
const keyOf = (member: string): string => member.toLowerCase().replace(/s$/, '');

const isText = (value: string): boolean => value.length > 0 && value.length <= 300;

export const emptyNames = (): Names => {
  const byService = new Map<string, Map<string, string[]>>();
  const all: string[] = [];

  const keep = (list: string[], text: string): void => {
    if (list.includes(text)) return;
    list.push(text);
    if (list.length > KEPT) list.shift();
  };

  const keepAt = (service: string, member: string, text: string): void => {
    if (!isText(text)) return;
    for (const owner of [service, '']) {
      const members = byService.get(owner) ?? new Map<string, string[]>();
      byService.set(owner, members);
      const list = members.get(keyOf(member)) ?? [];
      members.set(keyOf(member), list);
      keep(list, text);
    }
    keep(all, text);
  };

  const learn = (service: string, value: unknown, member: string, owner: string): void => {
    if (typeof value === 'string') {
      keepAt(service, member, value);
      // `name` of one of the `clusters` is what others call `clusterName`, and some just `cluster`.
      if (/^(?:arn|name|id)$/i.test(member) && owner !== '')
        for (const called of [`${owner}${member}`, owner]) keepAt(service, called, value);
      return;
    }
    if (Array.isArray(value)) for (const item of value) learn(service, item, member, keyOf(member));
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !(value instanceof Date)) {
      for (const [name, item] of Object.entries(value)) {
        if (name === '$metadata') continue;
        // A record of things has names that somebody chose for keys.
        if (typeof item === 'object' && item !== null && member !== '')
          for (const called of ['', 'name', 'arn', 'id']) keepAt(service, `${keyOf(member)}${called}`, name);
        learn(service, item, name, keyOf(member));
      }
    }
  };

  const among = (members: Map<string, string[]> | undefined, member: string, fits: (text: string) => boolean, random: Random) => {
    const key = keyOf(member);
    const own = members?.get(key)?.filter(fits) ?? [];
    if (own.length > 0) return random.pick(own);
    // `cluster` asks for what stands at `clusterArn` and `clusterName`, and `name` for any name.
    const related = [...(members ?? [])].filter(([known]) => known === `${key}arn` || known === `${key}name` || known.endsWith(key));
    const texts = related.flatMap(([, list]) => list.filter(fits));
    return texts.length > 0 ? random.pick(texts) : undefined;
  };

  return {
    learn: (service, value) => learn(service, value, '', ''),
    named: (service, member, fits, random) =>
      among(byService.get(service), member, fits, random) ?? among(byService.get(''), member, fits, random),
    any: (fits, random) => {
      const texts = all.filter(fits);
      return texts.length > 0 ? random.pick(texts) : undefined;
    },
  };
};
