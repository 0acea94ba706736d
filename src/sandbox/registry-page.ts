import type { ServerResponse } from 'node:http';
import { RegistryError } from './registry-error.ts';

/** Answers with names in alphabetical order; `n` limits the page and `last` is where the one before ended. */
export function answerPage(
  { response, url }: { readonly response: ServerResponse; readonly url: URL },
  path: string,
  names: readonly string[],
  bodyOf: (page: readonly string[]) => object,
): void {
  const last = url.searchParams.get('last') ?? '';
  const count = Number(url.searchParams.get('n') ?? 1000);
  if (!Number.isInteger(count) || count < 0)
    throw new RegistryError(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results requested');
  const following = names.toSorted().filter(name => name > last);
  const page = following.slice(0, count);
  const end = page.at(-1);
  if (end !== undefined && page.length < following.length) {
    response.setHeader('link', `<${path}?n=${count}&last=${encodeURIComponent(end)}>; rel="next"`);
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(bodyOf(page)));
}
