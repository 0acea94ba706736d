import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

/** Who a connection works for at the moment. */
export interface ConnectionUser {
  readonly data: (bytes: Buffer) => void;
  /** What has been written is on its way. */
  readonly drain: () => void;
  /** Nothing has passed for the idle timeout. */
  readonly timeout: () => void;
  /** The connection is gone; the error has the reason where it broke. `isEnd` where the target has closed it in order. */
  readonly close: (isEnd: boolean, error: NodeJS.ErrnoException | undefined) => void;
}

/** A connection to a target, which carries one request after the other. */
export interface Connection {
  readonly socket: Socket;
  readonly port: number;
  /** Whether it has carried a request before: the target may have closed it since. */
  isUsed: boolean;
  user: ConnectionUser | undefined;
}

/** The connections to one target. */
export interface Connections {
  readonly open: Set<Connection>;
  /** Those of them that carry no request, the latest at the end. */
  readonly free: Connection[];
}

/** A free connection, else a new one. Certificates of targets are not checked, as on AWS. */
export function takeConnection(connections: Connections, port: number, isSecure: boolean, idleMilliseconds: number): Connection {
  const kept = connections.free.pop();
  const isUsable = kept?.port === port && kept.socket.writable;
  if (!isUsable) kept?.socket.destroy();
  const taken = isUsable ? kept : openConnection(connections, port, isSecure);
  if (taken.socket.timeout !== idleMilliseconds) taken.socket.setTimeout(idleMilliseconds);
  return taken;
}

/** Keeps the connection for the next request. */
export function giveBack({ free }: Connections, connection: Connection): void {
  connection.user = undefined;
  connection.isUsed = true;
  connection.socket.resume();
  free.push(connection);
}

/** Lets go of a connection that speaks another protocol by now. */
export function handOver({ open }: Connections, connection: Connection): Socket {
  connection.user = undefined;
  open.delete(connection);
  return connection.socket.setTimeout(0);
}

/** Closes all connections, whatever they carry. */
export function closeConnections({ open }: Connections): void {
  for (const { socket } of open) socket.destroy();
}

/** The listeners stay for as long as the connection does: adding and removing them for each request would cost more than the request. */
function openConnection({ open, free }: Connections, port: number, isSecure: boolean): Connection {
  const options = { host: '127.0.0.1', port, noDelay: true };
  const socket = isSecure ? connectSecurely({ ...options, rejectUnauthorized: false }) : connect(options);
  const connection: Connection = { socket, port, isUsed: false, user: undefined };
  open.add(connection);
  let isEnd = false;
  let failure: NodeJS.ErrnoException | undefined;
  socket.on('data', (bytes: Buffer) => connection.user?.data(bytes));
  socket.on('drain', () => connection.user?.drain());
  socket.on('end', () => (isEnd = true));
  socket.on('error', error => (failure = error));
  socket.on('timeout', () => {
    if (connection.user) connection.user.timeout();
    else if (open.has(connection)) socket.destroy();
  });
  socket.on('close', () => {
    open.delete(connection);
    const at = free.indexOf(connection);
    if (at >= 0) free.splice(at, 1);
    connection.user?.close(isEnd, failure);
  });
  return connection;
}
