/** Looks where the thing was when we made it, then where the spec says. */
export async function findFirst<T>(
  known: string | undefined,
  wanted: string,
  find: (name: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const there = known !== undefined && known !== wanted ? await find(known) : undefined;
  return there ?? find(wanted);
}
