import type { IncomingMessage } from 'node:http';
import { Readable, Transform } from 'node:stream';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
const SLOWEST_FORM_MS = 60_000;

/** How large a body may be, by address; the first that fits. `streamed` bodies never stand in memory as a whole. */
const limits: { under: RegExp; bytes: number; streamed: boolean }[] = [
  { under: /^\/teach\/recordings\/uploads\//, bytes: 20 * GIB, streamed: true },
  { under: /^\/teach\/recordings\/[^/]+\/captions/, bytes: 4 * MIB, streamed: false },
  { under: /^\/teach\/recordings\/[^/]+\/slides/, bytes: 128 * MIB, streamed: true },
  { under: /^\/teach\/recordings(\/|\.data|$)/, bytes: 2 * GIB, streamed: true },
  { under: /^\/teach\/courses\//, bytes: 64 * MIB, streamed: true },
  // Five files of 20 MB, and a little: one that is too large is named on the page, and costs none of the words.
  { under: /^\/learn\/[^/]+\/tasks\//, bytes: 128 * MIB, streamed: true },
  { under: /^\/learn\/[^/]+\/exercises\/[^/]+\/questions\//, bytes: 128 * MIB, streamed: true },
  { under: /^\/admin(\/|$)/, bytes: 16 * MIB, streamed: false },
  { under: /^\//, bytes: MIB, streamed: false },
];

export type Body =
  | { kind: 'none' }
  | { kind: 'whole'; bytes: Buffer }
  | { kind: 'stream'; stream: Readable; overflowed: () => boolean; most: number }
  | { kind: 'refused'; status: 400 | 408 }
  /** Larger than the `most` bytes that its address takes. */
  | { kind: 'refused'; status: 413; most: number };

/** Of what stands in memory as a whole anybody may send so much; more only who works here. */
const MOST_OF_ANYBODY = MIB;

/** Whether a body stands in memory as a whole and is larger than anybody may send, or does not say how large it is. */
export function isLargeWhole(req: IncomingMessage, pathname: string): boolean {
  if (req.method === 'GET' || req.method === 'HEAD') return false;
  const limit = limits.find(({ under }) => under.test(pathname));
  if (!limit || limit.streamed || limit.bytes <= MOST_OF_ANYBODY) return false;
  const declared = req.headers['content-length'];
  return declared === undefined ? 'transfer-encoding' in req.headers : Number(declared) > MOST_OF_ANYBODY;
}

/** Reads or opens the body of a request within the limit of its address. */
export async function readBody(req: IncomingMessage, pathname: string): Promise<Body> {
  if (req.method === 'GET' || req.method === 'HEAD') return { kind: 'none' };
  const limit = limits.find(({ under }) => under.test(pathname)) ?? { bytes: MIB, streamed: false };
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > limit.bytes) return { kind: 'refused', status: 413, most: limit.bytes };
  return limit.streamed ? openStream(req, limit.bytes) : collect(req, limit.bytes);
}

function openStream(req: IncomingMessage, limit: number): Body {
  let seen = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > limit ? new Error('body over limit') : null, chunk);
    },
  });
  // An upload that breaks off must reach the reader as an error, not as an early end.
  req.on('error', (error) => counted.destroy(error));
  req.on('close', () => {
    if (!req.complete) counted.destroy(new Error('upload cut off'));
  });
  return { kind: 'stream', stream: req.pipe(counted), overflowed: () => seen > limit, most: limit };
}

function collect(req: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let seen = 0;
    const finish = (body: Body) => {
      clearTimeout(timer);
      req.removeAllListeners('data');
      resolve(body);
    };
    const timer = setTimeout(() => finish({ kind: 'refused', status: 408 }), SLOWEST_FORM_MS);
    req.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > limit) return finish({ kind: 'refused', status: 413, most: limit });
      chunks.push(chunk);
    });
    req.on('end', () => finish({ kind: 'whole', bytes: Buffer.concat(chunks) }));
    req.on('error', () => finish({ kind: 'refused', status: 400 }));
  });
}

/** The init fields of a web Request that carry the body. */
export function bodyInit(body: Body): RequestInit & { duplex?: 'half' } {
  if (body.kind === 'whole' && body.bytes.length > 0) return { body: new Uint8Array(body.bytes) };
  if (body.kind === 'stream')
    return { body: Readable.toWeb(body.stream) as ReadableStream<Uint8Array>, duplex: 'half' };
  return {};
}
