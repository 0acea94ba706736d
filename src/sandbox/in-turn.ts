const turns = new WeakMap<object, Promise<unknown>>();

/** Does the work when all earlier work about the same thing is done, however that ended. */
export function inTurn<T>(about: object, work: () => Promise<T>): Promise<T> {
  const done = (turns.get(about) ?? Promise.resolve()).then(work);
  turns.set(
    about,
    done.catch(() => undefined),
  );
  return done;
}
