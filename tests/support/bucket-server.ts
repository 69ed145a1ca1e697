import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure, type Reply, xml } from './bucket-replies.ts';

const NAME = 'lectures';
const KEY_ID = 'TESTKEY';
const SECRET = 'never-to-be-seen';
/** How many keys a page of a list has: few, so that lists have pages. */
const PAGE = 5;

interface Stored {
  bytes: Buffer;
  etag: string;
  changedAt: Date;
}

interface Unfinished {
  key: string;
  begun: Date;
  parts: Map<number, Buffer>;
}

export interface BucketServer {
  /** As MEDIA_URL and its keys. */
  settings: { MEDIA_URL: string; AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string };
  secret: string;
  objects: Map<string, Stored>;
  /** Uploads in parts that were begun and neither completed nor given up, by id. */
  unfinished: Map<string, Unfinished>;
  /** What was asked, as `GET lectures/ab/abcd 206`. */
  asked: string[];
  /** Answers that are on their way to somebody who has not taken them whole. */
  sending: number;
  /** Answers some requests with a failure: `503 SlowDown`, or hangs up; undefined lets them through. */
  failing: ((request: string) => string | 'hang up' | undefined) | undefined;
  /** Half of an answer is sent at once, the rest when this lets it go on. */
  pausing: ((request: string) => Promise<void> | undefined) | undefined;
  /** Nobody can reach it until it is opened again, on the same port. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/**
 * A small object store that answers as S3 documents, over real HTTP: objects with ranges, lists in pages, uploads in parts. A
 * request without a signature of our key, or whose signed sum is not that of its body, is refused.
 */
export async function startBucket(): Promise<BucketServer> {
  const objects = new Map<string, Stored>();
  const unfinished = new Map<string, Unfinished>();
  let server = createServer();
  let port = 0;
  const bucket: BucketServer = {
    settings: { MEDIA_URL: '', AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET },
    secret: SECRET,
    objects,
    unfinished,
    asked: [],
    sending: 0,
    failing: undefined,
    pausing: undefined,
    close: () => closed(server),
    async open() {
      server = createServer((req, res) => void respond(bucket, req, res));
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    },
  };
  await bucket.open();
  bucket.settings.MEDIA_URL = `s3://${NAME}?endpoint=http://127.0.0.1:${port}&prefix=college`;
  return bucket;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

interface Asked {
  method: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

async function respond(bucket: BucketServer, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://bucket');
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of req) chunks.push(chunk as Buffer);
  } catch {
    return;
  }
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  const asked: Asked = {
    method: req.method ?? '',
    key,
    query: url.searchParams,
    headers: req.headers,
    body: Buffer.concat(chunks),
  };
  const trouble = bucket.failing?.(`${asked.method} ${key} ${url.search}`);
  if (trouble === 'hang up') return void req.socket.destroy();
  const {
    status,
    body = '',
    headers = {},
  } = (trouble && failure(...(trouble.split(' ') as [string, string]))) ||
  refusal(asked) ||
  (name === NAME ? answer(bucket, asked) : failure('404', 'NoSuchBucket'));
  bucket.asked.push(`${asked.method} ${key} ${status}`);
  const length = headers['content-length'] ?? String(Buffer.byteLength(body));
  bucket.sending += 1;
  res.once('close', () => {
    bucket.sending -= 1;
  });
  res.writeHead(status, { ...headers, 'content-length': length, 'x-amz-request-id': 'r' });
  if (asked.method === 'HEAD') return void res.end();
  const pause = bucket.pausing?.(`${asked.method} ${key}`);
  const half = pause ? Math.floor(body.length / 2) : 0;
  if (half > 0) res.write(body.slice(0, half));
  await pause;
  res.end(body.slice(half));
}

/** Why a request is not obeyed: no signature, somebody else's, or a body that is not the one that was signed. */
function refusal({ headers, body, method }: Asked): Reply | undefined {
  const signed = headers.authorization ?? '';
  const right = new RegExp(
    `^AWS4-HMAC-SHA256 Credential=${KEY_ID}/\\d{8}/us-east-1/s3/aws4_request, SignedHeaders=\\S*host;\\S*x-amz-content-sha256;\\S+, Signature=[0-9a-f]{64}$`,
  );
  if (!right.test(signed)) return failure('403', 'AccessDenied');
  const sum = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== sum) return failure('400', 'XAmzContentSHA256Mismatch');
  const lacksLength = method === 'PUT' && headers['content-length'] === undefined;
  return lacksLength ? failure('411', 'MissingContentLength') : undefined;
}

function answer(bucket: BucketServer, asked: Asked): Reply {
  const { method, key, query } = asked;
  const found = bucket.objects.get(key);
  if (query.has('uploads') || query.has('uploadId')) return inParts(bucket, asked);
  if (method === 'PUT') return kept(bucket, key, asked.body);
  if (method === 'POST' && query.has('delete')) return removed(bucket, asked);
  if (method === 'DELETE') {
    bucket.objects.delete(key);
    return { status: 204 };
  }
  if (!key && query.get('list-type') === '2') return listed(bucket, query);
  if (!found) return failure('404', 'NoSuchKey');
  return method === 'HEAD' ? { status: 200, headers: headersOf(found) } : ranged(found, asked);
}

function kept({ objects }: BucketServer, key: string, bytes: Buffer): Reply {
  const etag = tagOf(bytes);
  objects.set(key, { bytes: Buffer.from(bytes), etag, changedAt: new Date() });
  return { status: 200, headers: { etag } };
}

/** As S3: at most 1,000 keys, with a sum that every service takes; quiet about what went well. */
function removed({ objects, failing }: BucketServer, { headers, body }: Asked): Reply {
  const md5 = createHash('md5').update(body).digest('base64');
  if (headers['content-md5'] !== md5) return failure('400', 'InvalidDigest');
  const keys = [...body.toString('utf8').matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
  if (keys.length === 0 || keys.length > 1000) return failure('400', 'MalformedXML');
  const stay = keys.filter((key) => failing?.(`DELETE ${key}`));
  for (const key of keys) if (!stay.includes(key)) objects.delete(key);
  const errors = stay.map((key) => `<Error><Key>${key}</Key><Code>AccessDenied</Code></Error>`);
  return xml('DeleteResult', errors.join(''));
}

function ranged(found: Stored, { headers }: Asked): Reply {
  const { bytes, etag } = found;
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (!first) return { status: 200, body: bytes, headers: headersOf(found) };
  const [from, to] = [Number(first), Math.min(Number(last), bytes.length - 1)];
  if (from >= bytes.length) return failure('416', 'InvalidRange');
  return {
    status: 206,
    body: bytes.subarray(from, to + 1),
    headers: { etag, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
  };
}

function listed({ objects }: BucketServer, query: URLSearchParams): Reply {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE));
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, most);
  const contents = page.map((key) => {
    const { bytes, changedAt } = objects.get(key) as Stored;
    return `<Contents><Key>${key}</Key><LastModified>${changedAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
  });
  const more = keys.length > most ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return xml(
    'ListBucketResult',
    `<IsTruncated>${keys.length > most}</IsTruncated>${more}${contents.join('')}`,
  );
}

function inParts(bucket: BucketServer, { method, key, query, body }: Asked): Reply {
  const { unfinished } = bucket;
  const id = query.get('uploadId') ?? '';
  if (method === 'GET') {
    const all = [...unfinished].map(
      ([uploadId, { key: begunKey, begun }]) =>
        `<Upload><Key>${begunKey}</Key><UploadId>${uploadId}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
    );
    return xml('ListMultipartUploadsResult', `<IsTruncated>false</IsTruncated>${all.join('')}`);
  }
  if (method === 'POST' && !id) {
    const uploadId = randomUUID();
    unfinished.set(uploadId, { key, begun: new Date(), parts: new Map() });
    return xml('InitiateMultipartUploadResult', `<UploadId>${uploadId}</UploadId>`);
  }
  const upload = unfinished.get(id);
  if (upload?.key !== key) return failure('404', 'NoSuchUpload');
  if (method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { etag: tagOf(body) } };
  }
  if (method === 'POST') {
    const named = [...body.toString('utf8').matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, n]) =>
      Number(n),
    );
    const parts = named.map((number) => upload.parts.get(number));
    if (parts.some((part, at) => !part || (at < parts.length - 1 && part.length < 5 * 1024 * 1024)))
      return failure('400', 'InvalidPart');
    kept(bucket, key, Buffer.concat(parts as Buffer[]));
  }
  unfinished.delete(id);
  return method === 'POST' ? xml('CompleteMultipartUploadResult', `<Key>${key}</Key>`) : { status: 204 };
}

function headersOf({ bytes, etag }: Stored): Record<string, string> {
  return { etag, 'content-length': String(bytes.length), 'accept-ranges': 'bytes' };
}

function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
