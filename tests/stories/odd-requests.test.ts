import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { flood } from '#tests/support/flood.ts';
import { type Answer, signedIn, visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import { accounts, everyRoute, machinery, realParameters } from './every-route.ts';
import { oddRequest, randomFrom } from './odd-requests.ts';
import { personIdOf } from './steps.ts';

const ODD_REQUESTS = 1500;
const AT_ONCE = 8;
/** Change it to look elsewhere; what fails is told whole, so that it can be sent again by itself. */
const SEED = Number(process.env.ODD_SEED ?? 20261122);

/** The same odd requests every time, on both databases: they differ in what they refuse to store. */
describeOnBothDatabases(`${ODD_REQUESTS} odd requests`, (open) => {
  let demo: DemoAcademy;
  const cookies = new Map<string, string>();
  let asked: ReturnType<typeof oddRequest>[];
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    for (const account of accounts) {
      const { cookie } = await signedIn(demo.db, demo.url, await personIdOf(demo.db, account));
      cookies.set(account, cookie);
    }
    const random = randomFrom(SEED);
    const [routes, real] = [everyRoute(), await realParameters(demo.db)];
    asked = Array.from({ length: ODD_REQUESTS }, () => oddRequest(random, routes, real));
  });
  afterAll(async () => {
    await demo?.stop();
  });

  it('are answered, each of them, without harm', { timeout: 180_000 }, async () => {
    const outcome = await flood(asked.length, AT_ONCE, async (n) => {
      const { account, method, path, headers, body } = asked[n] as (typeof asked)[number];
      return visitor(demo.url, cookies.get(account ?? '')).send(method, path, headers, body);
    });
    const wrong = outcome.drops.flatMap(({ value, error }, n) => {
      const trouble = value ? troubleWith(value) : String(error);
      return trouble ? [{ trouble, ...asked[n] }] : [];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    // They reached something: a walk of refusals at the door would prove nothing.
    const answered = outcome.drops.filter(({ value }) => value && value.status < 400);
    expect(answered.length).toBeGreaterThan(ODD_REQUESTS / 5);
  });

  it('leave an academy in which everything adds up, and a log without an error', async () => {
    expect((await visitor(demo.url).get('/courses')).status).toBe(200);
    expect(await breachesOf(demo)).toBe('');
    expect(demo.server.output().match(/^.*"level":(50|60).*$/gm) ?? []).toEqual([]);
  });
});

const reflected = /<script>alert\(|<img src=x|(href|src|action)="?javascript:/i;

/** What an answer to an odd request must not be; undefined when there is nothing against it. */
function troubleWith({ status, headers, location = '', text }: Answer): string | undefined {
  if (status >= 500 || status < 200) return `status ${status}`;
  const stack = machinery.exec(text)?.[0];
  if (stack) return `shows its machinery: ${stack}`;
  const type = String(headers['content-type'] ?? '');
  // Data for scripts is no page to any browser, as long as it is told not to guess.
  const isData = /^(application\/json|text\/x-script)\b/.test(type);
  const guesses = headers['x-content-type-options'] !== 'nosniff';
  if (reflected.test(text) && (!isData || guesses)) return `reflected in ${type}`;
  if (/[\r\n<>"]|^\/?[/\\]{2}|^https?:/.test(location)) return `leads to ${location}`;
  return undefined;
}
