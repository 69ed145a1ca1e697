import { connect } from 'node:net';

/** What came back for some bytes: all of it, and whether the server ended the connection in time. */
export type RawAnswer = { statuses: number[]; text: string; ended: boolean };

/** Whoever hears nothing for so long says that no more bytes come: the server ends a request that was answered, or is only half of one. */
const QUIET_MS = 300;
/** In which a server ends the connection of whoever has said so. */
const WAIT_MS = 4_000;

/**
 * Sends bytes as they are over a connection of their own, in one piece or several, and reads until the server ends it. Never throws: a connection that the
 * server cuts has ended.
 */
export function sendRaw(url: string, pieces: readonly Buffer[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
    const heard: Buffer[] = [];
    const done = (ended: boolean) => {
      socket.destroy();
      const text = Buffer.concat(heard).toString('latin1');
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
      resolve({ statuses, text, ended });
    };
    let isOver = false;
    socket.setTimeout(QUIET_MS, () => {
      if (isOver) return done(false);
      isOver = true;
      socket.setTimeout(WAIT_MS).end();
    });
    socket.on('data', (chunk) => heard.push(chunk));
    socket.once('end', () => done(true));
    // It need not read to the end of what it does not want.
    socket.once('error', () => done(true));
    socket.once('connect', () => {
      for (const piece of pieces) socket.write(piece);
    });
  });
}
