/**
 * A server that answers as Mux documents: direct uploads (a resumable session behind an address of its own), assets, addresses that
 * want an RS256 token, and messages signed by HMAC over `<seconds>.<body>`. Nothing of the library is used here.
 */
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { claimsOf, isFrom, isGood, type Restriction } from './mux-tokens.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const [TOKEN_ID, TOKEN_SECRET, KEY_ID, WEBHOOK_SECRET] = ['token-1', 'secret-1', 'key-1', 'hook-1'];

interface Upload {
  id: string;
  bytes: Buffer;
  total: number | null;
  settings: { playback_policies?: string[]; passthrough?: string };
  assetId: string | null;
  error?: { type: string; message: string };
  cancelled?: boolean;
}

interface Asset {
  id: string;
  upload_id: string;
  passthrough?: string;
  status: 'preparing' | 'ready' | 'errored';
  duration?: number;
  playback_ids: { id: string; policy: string }[];
  errors?: { type: string; messages: string[] };
  tracks?: { id: string; type: string; status: string; text_type?: string }[];
}

export class MuxStandIn {
  readonly uploads = new Map<string, Upload>();
  readonly assets = new Map<string, Asset>();
  readonly restrictions = new Map<string, Restriction>();
  /** How many bytes of films came in, counted as they came. */
  received = 0;
  /** While set, nothing is answered but this status; 0 hangs up. */
  down: number | null = null;
  /** Hangs up once after so many bytes of a film. */
  breakAfter: number | null = null;
  /** Milliseconds that its clock is ahead. */
  ahead = 0;
  captions = 'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n先认门\n';
  readonly #server = createServer((req, res) => void this.#answer(req, res));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The settings of an academy that uses it. The key is the base64 of a PEM, as Mux hands it out. */
  get settings(): Record<string, string> {
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    return {
      MUX_TOKEN_ID: TOKEN_ID,
      MUX_TOKEN_SECRET: TOKEN_SECRET,
      MUX_SIGNING_KEY_ID: KEY_ID,
      MUX_SIGNING_PRIVATE_KEY: Buffer.from(pem).toString('base64'),
      MUX_WEBHOOK_SECRET: WEBHOOK_SECRET,
      MUX_BASE_URL: this.url,
    };
  }

  /** The asset of the newest upload comes to its end; returns it as a message or a question shows it. */
  finish(end: Partial<Asset> = { status: 'ready', duration: 2.04 }): Asset {
    const asset = [...this.assets.values()].at(-1);
    if (!asset) throw new Error('nothing was sent');
    return Object.assign(asset, end);
  }

  /** A message with its signature, as it is posted. */
  message(
    type: string,
    data: unknown,
    { id = randomBytes(8).toString('hex'), secret = WEBHOOK_SECRET, agoSeconds = 0 } = {},
  ): { body: string; signature: string } {
    const body = JSON.stringify({ id, type, created_at: new Date().toISOString(), data });
    const seconds = Math.floor(Date.now() / 1000) - agoSeconds;
    return { body, signature: signatureOf(body, { seconds, secret }) };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.down === 0) return void req.socket.destroy();
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://mux');
    if (this.down) return send(res, this.down, { error: { type: 'service_unavailable', messages: [] } });
    const [, kind, ...rest] = pathname.split('/');
    if (kind === 'direct') return this.#receive(req, res, rest[0] ?? '');
    if (kind === 'stream' || kind === 'image') return this.#play(req, res, { kind, rest, searchParams });
    const body = await bodyOf(req);
    if (!isAllowed(req))
      return send(res, 401, { error: { type: 'unauthorized', messages: ['Unauthorized'] } });
    if (pathname === '/video/v1/uploads' && req.method === 'POST') return this.#open(res, body);
    if (pathname === '/video/v1/playback-restrictions' && req.method === 'POST')
      return this.#restrict(res, body);
    const [, noun, id = '', deed] = rest;
    if (deed === 'cancel') return this.#cancel(res, this.uploads.get(id));
    const found = noun === 'uploads' ? this.#shown(this.uploads.get(id)) : this.assets.get(id);
    if (!found) return send(res, 404, { error: { type: 'not_found', messages: ['Not found'] } });
    if (req.method !== 'DELETE') return send(res, 200, { data: found });
    this.assets.delete(id);
    res.writeHead(204).end();
  }

  #open(res: ServerResponse, body: Buffer): void {
    const { new_asset_settings: settings = {} } = JSON.parse(body.toString('utf8'));
    const id = randomBytes(12).toString('base64url');
    const upload: Upload = { id, bytes: Buffer.alloc(0), total: null, settings, assetId: null };
    this.uploads.set(id, upload);
    send(res, 201, { data: this.#shown(upload) });
  }

  #restrict(res: ServerResponse, body: Buffer): void {
    const id = randomBytes(12).toString('base64url');
    const rules = JSON.parse(body.toString('utf8'));
    this.restrictions.set(id, rules.referrer);
    send(res, 201, { data: { id, ...rules } });
  }

  /** Only an upload that is still open can be cancelled. */
  #cancel(res: ServerResponse, upload: Upload | undefined): void {
    const isOpen = upload && !upload.assetId;
    if (isOpen) upload.cancelled = true;
    const refused = { error: { type: 'invalid_parameters', messages: ['Upload cannot be cancelled'] } };
    send(res, isOpen ? 200 : upload ? 403 : 404, isOpen ? { data: this.#shown(upload) } : refused);
  }

  #shown(upload: Upload | undefined) {
    if (!upload) return undefined;
    const { id, settings, assetId, error, cancelled } = upload;
    return {
      id,
      cors_origin: 'http://localhost',
      timeout: 3600,
      url: `${this.url}/direct/${id}`,
      status: cancelled ? 'cancelled' : error ? 'errored' : assetId ? 'asset_created' : 'waiting',
      new_asset_settings: settings,
      ...(assetId ? { asset_id: assetId } : {}),
      ...(error ? { error } : {}),
    };
  }

  /** A piece of a resumable session: 308 with what has come so far, 200 after the last. */
  async #receive(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    const { socket } = req;
    const upload = this.uploads.get(id);
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(req.headers['content-range'] ?? '');
    if (!upload || upload.cancelled || !range) return void res.writeHead(upload ? 400 : 404).end();
    const pieces: Buffer[] = [];
    try {
      for await (const piece of req as AsyncIterable<Buffer>) {
        pieces.push(piece);
        this.received += piece.length;
        if (this.breakAfter === null || this.received < this.breakAfter) continue;
        this.breakAfter = null;
        break;
      }
    } catch {
      // Whoever sends has gone; what came is kept.
    }
    const at = Number(range[1] ?? upload.bytes.length);
    if (at === upload.bytes.length) upload.bytes = Buffer.concat([upload.bytes, ...pieces]);
    if (range[1] && Number(range[2]) + 1 > upload.bytes.length) return void socket.destroy();
    upload.total = Number(range[3]);
    if (upload.bytes.length < upload.total) {
      const came = upload.bytes.length > 0 ? { range: `bytes=0-${upload.bytes.length - 1}` } : {};
      return void res.writeHead(308, came).end();
    }
    upload.assetId ??= this.#prepare(upload);
    res.writeHead(200).end();
  }

  #prepare({ id: upload_id, settings }: Upload): string {
    const id = randomBytes(12).toString('base64url');
    const playback_ids = (settings.playback_policies ?? []).map((policy) => ({ id: `play${id}`, policy }));
    this.assets.set(id, { id, upload_id, ...settings, status: 'preparing', playback_ids });
    return id;
  }

  #play(
    { headers: { referer } }: IncomingMessage,
    res: ServerResponse,
    { kind, rest, searchParams }: { kind: string; rest: string[]; searchParams: URLSearchParams },
  ): void {
    const playbackId = (rest[0] ?? '').replace('.m3u8', '');
    const known = [...this.assets.values()].some((asset) =>
      asset.playback_ids.some(({ id }) => id === playbackId),
    );
    if (!known) return void res.writeHead(404).end();
    const audience = kind === 'stream' ? 'v' : 't';
    const right = {
      publicKey,
      keyId: KEY_ID,
      playbackId,
      audience,
      seconds: (Date.now() + this.ahead) / 1000,
    };
    const token = searchParams.get('token') ?? '';
    if (!isGood(token, right)) return void res.writeHead(403).end();
    const { playback_restriction_id: restriction } = claimsOf(token);
    if (restriction && !isFrom(referer, this.restrictions.get(String(restriction))))
      return void res.writeHead(403).end();
    res.writeHead(200).end(rest[1] === 'text' ? this.captions : '#EXTM3U\n');
  }
}

function signatureOf(body: string, { seconds, secret }: { seconds: number; secret: string }): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

function isAllowed({ headers }: IncomingMessage): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${TOKEN_ID}:${TOKEN_SECRET}`).toString('base64')}`;
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of req as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
