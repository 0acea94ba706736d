import type { ImageFacts } from './image/inspect-image.ts';
import type { Session } from './session.ts';
import { note } from './ui/note.ts';

/** Tells when an image says that it listens elsewhere than the task definition has it. It is no promise, so nothing is refused; when it is right, no task gets healthy. */
export function tellPort(session: Pick<Session, 'output' | 'messages'>, { exposedPorts = [] }: ImageFacts, port: number): void {
  if (exposedPorts.length > 0 && !exposedPorts.includes(port)) note(session, 'portElsewhere', { ports: exposedPorts.join(', '), port });
}
