import { connect, type Socket } from 'node:net';

/** One request of a load. `body` makes it a POST. */
export type Shot = { path: string; headers?: Record<string, string>; body?: string };
export type WireAnswer = { status: number; body: Buffer };

/** One kept connection that carries one request at a time. */
export type Wire = { send(shot: Shot): Promise<WireAnswer>; close(): void };

type Waiting = { resolve(answer: WireAnswer): void; reject(error: Error): void };

/**
 * A client that costs little, because it runs on the same cores as the server: it writes HTTP/1.1 by hand and reads no
 * more of the answer than status and length. `node:http` takes four times as long for the same.
 */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port, host, origin } = new URL(url);
  const socket = await connected(Number(port), hostname);
  let waiting: Waiting | undefined;
  let held: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = undefined;
  };
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const answer = readOr(held, (error) => socket.destroy(error));
    if (!answer || !waiting) return;
    held = Buffer.alloc(0);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(answer);
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  return {
    send: (shot) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection is closed'));
        waiting = { resolve, reject };
        socket.write(written(shot, host, origin));
      }),
    close: () => socket.destroy(),
  };
}

function readOr(bytes: Buffer, complain: (error: Error) => void): WireAnswer | undefined {
  try {
    return readAnswer(bytes);
  } catch (error) {
    complain(error as Error);
    return undefined;
  }
}

function connected(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function written({ path, headers = {}, body }: Shot, host: string, origin: string): string {
  const about =
    body === undefined ? '' : `Origin: ${origin}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const method = body === undefined ? 'GET' : 'POST';
  return `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${about}${lines.join('')}\r\n${body ?? ''}`;
}

/** The whole answer, or undefined while bytes are still missing. */
export function readAnswer(bytes: Buffer): WireAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  if (status === 304 || status === 204) return { status, body: Buffer.alloc(0) };
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const body = unchunked(bytes, start);
    return body && { status, body };
  }
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return bytes.length >= start + length ? { status, body: bytes.subarray(start, start + length) } : undefined;
}

function unchunked(bytes: Buffer, start: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  let at = start;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (Number.isNaN(size)) throw new Error('a chunk without a length');
    const next = line + 2 + size;
    if (bytes.length < next + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, next));
    at = next + 2;
  }
}
