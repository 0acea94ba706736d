import { withoutMark } from '../json-file.ts';
import { treeOf } from '../paths.ts';

/** The object in a JSON text; undefined where there is none: what is only looked at need not be right. */
export function jsonTree(text: string): ReturnType<typeof treeOf> {
  try {
    return treeOf(JSON.parse(withoutMark(text)));
  } catch {
    return undefined;
  }
}
