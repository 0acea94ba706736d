import { partsOf } from '../aws/errors.ts';
import { deniedAction } from '../aws/explain.ts';

/** Reads what can be read: a part that AWS does not show, or that is gone, is noted and left out. */
export interface Eyes {
  see<T>(part: string, read: () => Promise<T>): Promise<T | undefined>;
  readonly unseen: { readonly part: string; readonly why: string }[];
}

/** Whoever may not look at one thing is still told what the others show. */
export function createEyes(): Eyes {
  const unseen: { part: string; why: string }[] = [];
  return {
    unseen,
    async see(part, read) {
      try {
        return await read();
      } catch (error) {
        const { name, Code, code, message } = partsOf(error);
        const why = Code ?? code ?? name;
        // What is no answer of AWS is a fault of ours, or has its own words.
        if (why === '' || why === 'TypeError' || why === 'Stopped') throw error;
        unseen.push({ part: deniedAction(message) ?? part, why: why === 'UserError' || why === 'Error' ? message : why });
        return undefined;
      }
    },
  };
}
