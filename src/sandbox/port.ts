import { createServer } from 'node:net';

// Ports that `fetch` and browsers refuse (https://fetch.spec.whatwg.org/#port-blocking), as far as a system may hand them out, and those of other AWS fakes.
const AVOIDED: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 4566, 5000, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** Whether clients of every kind can reach a server on this port. */
export const isUsablePort = (port: number): boolean => port > 1023 && port < 65_536 && !AVOIDED.has(port);

/** The port itself if it can be listened on, zero for any; undefined if it is taken. */
const tryPort = (port: number): Promise<number | undefined> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });

/** Whether nobody listens on the port. */
export const isFreePort = async (port: number): Promise<boolean> => (await tryPort(port)) !== undefined;

/** A port that is free now. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = await tryPort(0);
    if (port !== undefined && isUsablePort(port)) return port;
  }
};
