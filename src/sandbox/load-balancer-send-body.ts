import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Passes on the body of a request as it comes in: as it is where the head tells its length, else in chunks, with its trailers. */
export function sendBody(request: IncomingMessage, socket: Socket, sent: () => void): void {
  const isChunked = request.headers['content-length'] === undefined;
  request.on('data', (piece: Buffer) => {
    // The answer may have come before the request was out. What is left of it is read, and goes nowhere.
    if (socket.destroyed) return;
    if (isChunked) socket.write(`${piece.length.toString(16)}\r\n`, 'latin1');
    const isRoom = socket.write(piece);
    if (isChunked) socket.write('\r\n', 'latin1');
    if (!isRoom) request.pause();
  });
  request.on('end', () => {
    sent();
    if (isChunked && !socket.destroyed) socket.write(`0\r\n${fields(request.rawTrailers)}\r\n`, 'latin1');
  });
}

/** Names and values in turn as lines. */
export function fields(raw: readonly string[]): string {
  let text = '';
  for (let index = 0; index < raw.length; index += 2) text += `${raw[index]}: ${raw[index + 1]}\r\n`;
  return text;
}
