import type { Server } from 'node:http';

/** Listens on 127.0.0.1, on the wanted port if it is free, else on one that the system chooses; resolves to the port. */
export async function listenOn(server: Server, wanted = 0): Promise<number> {
  try {
    return await tryToListen(server, wanted);
  } catch (error) {
    if (wanted === 0 || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return tryToListen(server, 0);
  }
}

function tryToListen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'));
      else resolve(address.port);
    });
  });
}
