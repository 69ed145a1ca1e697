import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { type Answer, signedIn, type Visitor, visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import {
  type Account,
  accounts,
  everyRoute,
  machinery,
  permitted,
  realParameters,
  unknownParameters,
  type WalkedRoute,
} from './every-route.ts';
import { personIdOf } from './steps.ts';

const routes = everyRoute();
const readable = routes.filter((route) => route.readable);
const writable = routes.filter((route) => route.writable);
const closed = routes.filter(({ who }) => who !== 'everyone');
const named = (some: readonly WalkedRoute[]) => some.map((route) => [route.pattern, route] as const);

/** Every address asked wrongly in every way that we can think of, on the built server with the demo academy. */
describe('what nobody should ask', () => {
  let demo: DemoAcademy;
  let real: Record<string, string>;
  const visitors = new Map<Account, Visitor>();
  beforeAll(async () => {
    demo = await demoAcademy();
    real = await realParameters(demo.db);
    for (const account of accounts)
      visitors.set(account, await signedIn(demo.db, demo.url, await personIdOf(demo.db, account)));
  });
  afterAll(async () => {
    await demo?.stop();
  });
  const nobody = () => visitor(demo.url);
  /** A visitor of their own, so that what one request does to the cookies is gone with the next. */
  const as = (account: Account | undefined) =>
    account ? visitor(demo.url, visitors.get(account)?.cookie) : nobody();

  /** Reads an address and what it leads to inside the site. */
  async function read(who: Visitor, path: string): Promise<Answer> {
    let answer = await who.get(path);
    for (let steps = 0; steps < 3 && answer.location && !isSignIn(answer); steps++)
      answer = await who.get(answer.location);
    return answer;
  }

  const write = (who: Visitor, { at, sends = {}, json }: WalkedRoute, parameters: Record<string, string>) =>
    json ? who.postJson(at(parameters), json) : who.post(at(parameters), sends);

  describe.each([true, false])('an id that is nowhere (well formed: %s)', (wellFormed) => {
    const parameters = unknownParameters(wellFormed);

    it.each(named(readable.filter(({ pattern }) => pattern.includes(':'))))('GET %s', async (_, route) => {
      const who = as(permitted(route));
      const answer = await read(who, route.at(parameters));
      if (route.leadsAway) return expect(answer.status).toBe(200);
      expect(answer.status).toBe(404);
      if (route.pattern.startsWith('/api/')) expect(answer.json()).toMatchObject(problem('not-found'));
      else expectHelpfulPage(answer);
      const forPrograms = await who.json(route.at(parameters));
      if (forPrograms.status !== 302) expect(forPrograms.json()).toMatchObject(problem('not-found'));
    });

    it.each(named(writable.filter(({ pattern }) => pattern.includes(':'))))('POST %s', async (_, route) => {
      const answer = await write(as(permitted(route)), route, parameters);
      expect(answer.status).toBe(404);
      if (!route.json) expectHelpfulPage(answer);
    });
  });

  it.each(named(routes))('%s answers no other method', async (_, route) => {
    const who = as(permitted(route));
    const path = route.at(real);
    const { methods: own = [] } = route;
    const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].filter((one) => !own.includes(one));
    if (!route.writable) methods.push('POST');
    if (!route.readable) methods.push('GET', 'HEAD');
    for (const method of methods) {
      const answer = await who.send(method, path);
      expect([method, answer.status]).toEqual([method, 405]);
      const allowed = [route.readable ? 'GET, HEAD' : [], route.writable ? 'POST' : [], own]
        .flat()
        .join(', ');
      expect(answer.headers.allow).toBe(allowed);
      if (method !== 'HEAD') expectHelpfulPage(answer);
    }
    if (!route.readable) return;
    const head = await who.send('HEAD', path);
    expect([head.text, head.status]).toEqual(['', (await who.get(path)).status]);
  });

  it.each(named(writable.filter(({ asksNothing, nothingHere }) => !asksNothing && !nothingHere)))(
    'POST %s with a body that nobody can read',
    async (_, route) => {
      const who = as(permitted(route));
      const bodies: [string, string | Buffer][] = [
        ['multipart/form-data; boundary=there-is-none', 'nothing of that kind'],
        ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut o'],
        ['multipart/form-data', 'x'],
        ['text/plain', 'a=b'],
        ['application/json', '{"lease": '],
        ['application/json', '{"lease":1,"spans":"all","rate":null}'],
        ['application/octet-stream', Buffer.from([0, 255, 254, 0])],
      ];
      for (const [type, body] of bodies) {
        const answer = await who.send('POST', route.at(real), { 'content-type': type }, body);
        expect([type, answer.status]).toEqual([type, 400]);
        if (!route.json) expectHelpfulPage(answer);
      }
    },
  );

  it.each(named(writable.filter(({ signed }) => !signed)))('POST %s from another site', async (_, route) => {
    for (const who of [nobody(), as(permitted(route))]) {
      const sends = (headers: Record<string, string>) => who.post(route.at(real), route.sends, headers);
      const answer = await sends({ origin: 'https://evil.example' });
      expect(answer.status).toBe(403);
      expectHelpfulPage(answer);
      expect((await sends({ origin: 'null' })).status).toBe(403);
      expect((await sends({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      const forPrograms = await sends({ origin: 'https://evil.example', accept: 'application/json' });
      expect(forPrograms.json()).toMatchObject(problem('cross-site'));
    }
  });

  it.each(named(closed))('%s for somebody who is not signed in', async (_, route) => {
    const path = route.at(real);
    const jar = 'academy_session=0123456789abcdef';
    for (const who of [nobody(), visitor(demo.url, jar)]) {
      if (route.readable) {
        const answer = await read(who, path);
        expect([answer.status, isSignIn(answer)]).toEqual([302, true]);
        const forPrograms = await who.json(path);
        if (forPrograms.status !== 302 && !route.leadsAway) {
          expect(forPrograms.status).toBe(401);
          expect(forPrograms.json()).toMatchObject(problem('sign-in'));
        }
      }
      if (!route.writable) continue;
      const referer = `${demo.url}/courses/SM04`;
      const answer = await who.post(path, route.sends, { referer });
      expect([answer.status, answer.location]).toEqual([302, '/login?next=%2Fcourses%2FSM04']);
      expect((await who.json(path, route.sends ?? {})).status).toBe(401);
    }
  });

  it.each(named(routes.filter(({ who }) => Array.isArray(who))))(
    '%s for each kind of right',
    async (_, route) => {
      for (const account of accounts) {
        const may = route.who.includes(account);
        if (route.readable) {
          const { status } = await read(as(account), route.at(may ? real : unknownParameters(true)));
          expect([account, status === 403]).toEqual([account, !may]);
          if (!may) continue;
          // Theirs by right, but perhaps not in what this account looks after.
          expect([account, [200, 404].includes(status)]).toEqual([account, true]);
        }
        if (!route.writable) continue;
        const { status } = await write(as(account), route, unknownParameters(true));
        expect([account, status === 403]).toEqual([account, !may]);
      }
    },
  );

  it('leads nobody from /admin to a page that is closed to them', async () => {
    for (const account of routes.find(({ pattern }) => pattern === '/admin')?.who ?? []) {
      const { text } = await as(account as Account).get('/admin');
      const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
      const hrefs = [...main.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
      for (const href of hrefs)
        expect([account, href, (await as(account as Account).get(href)).status]).toEqual([
          account,
          href,
          200,
        ]);
    }
  });

  it('leaves an academy in which everything adds up, and a log without an error', async () => {
    expect(await breachesOf(demo)).toBe('');
    expect(demo.server.output().match(/^.*"level":(50|60).*$/gm) ?? []).toEqual([]);
  });
});

const problem = (code: string) => ({ error: { code, message: expect.stringMatching(/\p{Script=Han}/u) } });

const isSignIn = ({ location }: Answer) => /^\/login\?next=%2F/.test(location ?? '');

/** A page in Chinese with a way on, and nothing of the machinery. */
function expectHelpfulPage({ headers, text }: Answer): void {
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect([/lang="zh-CN"/.test(text), /\p{Script=Han}{4}/u.test(main), /<(a|button)\b/.test(main)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(machinery.exec(text)?.[0]).toBeUndefined();
}
