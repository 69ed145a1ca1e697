import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string[];
  text: string;
}

/** A mail server on loopback. `refuses` answers 550 to whomever it names; `away` drops the line. */
export async function aMailServer({ user, password }: { user?: string; password?: string } = {}) {
  const letters: Letter[] = [];
  const mood = { refuses: '', busy: false };
  const server = new SMTPServer({
    authOptional: user === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: (given, _session, answer) =>
      given.username === user && given.password === password
        ? answer(null, { user: given.username })
        : answer(new Error('wrong')),
    onRcptTo: ({ address }, _session, answer) => {
      if (mood.busy) return answer(Object.assign(new Error('later, please'), { responseCode: 451 }));
      if (address === mood.refuses)
        return answer(Object.assign(new Error(`no such user ${address}`), { responseCode: 550 }));
      return answer();
    },
    onData: (stream, session, answer) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, text: Buffer.concat(parts).toString('utf8') });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const login = user ? `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@` : '';
  return {
    url: `smtp://${login}127.0.0.1:${port}`,
    letters,
    mood,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The words of a letter, whichever way they were packed. */
export function wordsOf({ text }: Letter): string {
  const at = text.indexOf('\r\n\r\n');
  const [head, body] = [text.slice(0, at), text.slice(at + 4)];
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes);
}

export interface Post {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A district's gateway on loopback that answers with `mood.status`. */
export async function aGateway() {
  const posts: Post[] = [];
  const mood = { status: 200 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      posts.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(mood.status).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/send`,
    posts,
    mood,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
