/**
 * Thrown by a wait that ends early because the user stopped the run. It is no failure: what was waited for goes on by itself,
 * and the next run waits again.
 */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
