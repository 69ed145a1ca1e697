import { Agent, request } from 'node:http';
import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';

export const DEMO_PASSWORD = 'fangxing-2026';

/** One answer of the server, read whole. Redirects are not followed: `location` says where they lead. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  location?: string;
  text: string;
  json<T = unknown>(): T;
};

export type Form = Record<string, string | number | readonly string[]> | URLSearchParams;

/** A browser without scripts: keeps its cookies, says where it comes from. */
export type Visitor = {
  url: string;
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A plain form post from a page of the same site. */
  post(path: string, form?: Form, headers?: Record<string, string>): Promise<Answer>;
  /** The same address asked for JSON; with `body` it is posted as a form or, when `asJson`, as JSON. */
  json(path: string, body?: Form, headers?: Record<string, string>): Promise<Answer>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: string,
    path: string,
    headers?: Record<string, string>,
    body?: string | Buffer,
  ): Promise<Answer>;
};

const agents = new Map<string, Agent>();

/** Sockets are kept and shared, so that thousands of visitors do not open thousands of connections. */
function agentFor(url: string): Agent {
  const known = agents.get(url);
  if (known) return known;
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  agents.set(url, agent);
  return agent;
}

/** Closes all kept sockets; a server that stops would otherwise wait for them. */
export function hangUp(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const wantsJson = { accept: 'application/json' };

export function visitor(url: string, cookie = ''): Visitor {
  const self: Visitor = {
    url,
    cookie,
    get: (path, headers) => self.send('GET', path, headers),
    post: (path, form, headers) => self.send('POST', path, { ...formType, ...headers }, encoded(form)),
    json: (path, form, headers) =>
      form
        ? self.send('POST', path, { ...formType, ...wantsJson, ...headers }, encoded(form))
        : self.send('GET', path, { ...wantsJson, ...headers }),
    postJson: (path, body, headers) =>
      self.send(
        'POST',
        path,
        { 'content-type': 'application/json', ...wantsJson, ...headers },
        JSON.stringify(body),
      ),
    async send(method, path, headers = {}, body) {
      const cookies: Record<string, string> = self.cookie ? { cookie: self.cookie } : {};
      const origin: Record<string, string> =
        method === 'GET' || method === 'HEAD' ? {} : { origin: new URL(url).origin };
      const answer = await ask(url, method, path, { ...origin, ...cookies, ...headers }, body);
      self.cookie = withCookies(self.cookie, answer.headers['set-cookie']);
      return answer;
    },
  };
  return self;
}

function encoded(form: Form = {}): string {
  if (form instanceof URLSearchParams) return form.toString();
  const fields = Object.entries(form).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one) => [name, String(one)]) : [[name, String(value)]],
  );
  return new URLSearchParams(fields).toString();
}

function ask(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      new URL(path, url),
      { method, agent: agentFor(url), headers: { ...length, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: received } = incoming;
          resolve({
            status: statusCode,
            headers: received,
            location: received.location,
            text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function withCookies(before: string, lines: string | string[] | undefined): string {
  if (!lines) return before;
  const jar = new Map(before.split('; ').filter(Boolean).map(nameAndValue));
  for (const line of [lines].flat()) {
    const [name, value] = nameAndValue(line.split(';')[0] ?? '');
    if (value === '' || /max-age=0\b/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function nameAndValue(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Signs in through the form, as a person does. Throws when the server does not let them in. */
export async function signIn(url: string, username: string, password = DEMO_PASSWORD): Promise<Visitor> {
  const someone = visitor(url);
  const answer = await someone.post('/login', { username, password });
  if (answer.status !== 302 || !someone.cookie)
    throw new Error(`${username} could not sign in: ${answer.status}`);
  return someone;
}

/**
 * A signed-in visitor without the password check, for floods: hashing 2,000 passwords would be the whole test.
 * `db` is the database that the server uses.
 */
export async function signedIn(db: Db, url: string, personId: string): Promise<Visitor> {
  const line = await startSession(db, { personId, secure: false, now: new Date() });
  return visitor(url, withCookies('', line));
}
