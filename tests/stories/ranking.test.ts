import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signedIn } from '#tests/support/visitor.ts';
import { type Account, accounts, everyRoute, type WalkedRoute } from './every-route.ts';
import {
  agreement,
  anyParameters,
  distinctCredits,
  ENOUGH,
  fieldsOf,
  forbiddenField,
  peopleIn,
  type Ranks,
  wordsOf,
} from './ranking.ts';
import { personIdOf } from './steps.ts';

const readable = everyRoute().filter((route) => route.readable);
/** What somebody might try who wants to see people in order of what they have. */
const wishes = [
  'sort=credits',
  'sort=-credits',
  'sort=counted&order=desc',
  'order=credits',
  'orderBy=amount',
  'by=minutes',
];
/** More than this is no chance; every list of names that we have stays far below. */
const MOST_AGREEMENT = 0.9;

const ownRecord = /^\/me\/data\//;

interface Seen {
  people: string[];
  fields: string[];
}

/** Every page, export and answer for programs, as everybody who may have it. Source: no list orders people by credits or by time. */
describe('nobody is ranked', () => {
  let demo: DemoAcademy;
  let ranks: Ranks;
  let parameters: Record<string, string>;
  const cookies = new Map<Account | undefined, string>();
  /** Lists of people that the walk has met, so that a walk past closed doors is noticed. */
  const met = new Map<string, number>();

  beforeAll(async () => {
    demo = await demoAcademy();
    ranks = await distinctCredits(demo.db);
    parameters = await anyParameters(demo.db);
    for (const account of accounts)
      cookies.set(account, (await signedIn(demo.db, demo.url, await personIdOf(demo.db, account))).cookie);
  });
  afterAll(async () => {
    await demo?.stop();
  });

  async function look(path: string, who: Account | undefined, accept: string): Promise<Seen | null> {
    const headers = { accept, cookie: cookies.get(who) ?? '' };
    const answer = await fetch(new URL(path, demo.url), { headers, redirect: 'manual' });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.status !== 200) return null;
    const type = answer.headers.get('content-type') ?? '';
    if (!/html|json|spreadsheet|csv|pdf|text/.test(type)) return null;
    const words = await wordsOf(type, bytes);
    const people = peopleIn(words, ranks);
    return {
      people,
      fields: people.length < 2 ? [] : fieldsOf(type, new TextDecoder().decode(bytes), words),
    };
  }

  const whoMay = ({ who }: WalkedRoute): (Account | undefined)[] =>
    who === 'everyone' ? [undefined, 'learner'] : who === 'signed-in' ? ['learner', 'assessor'] : [...who];

  it('has people whose credits are all different', () => {
    expect(new Set(ranks.credits.values()).size).toBe(ranks.names.length);
    expect(new Set(ranks.counted.values()).size).toBeGreaterThan(ranks.counted.size / 2);
    expect(new Set(ranks.names).size).toBe(ranks.names.length);
    expect(Math.abs(agreement([...ranks.names].sort(), ranks.credits))).toBeLessThan(0.2);
    const ranked = [...ranks.names].sort((a, b) => (ranks.credits.get(b) ?? 0) - (ranks.credits.get(a) ?? 0));
    expect(agreement(ranked, ranks.credits)).toBe(1);
  });

  it.each(readable.map((route) => [route.pattern, route] as const))('by %s', async (_, route) => {
    const path = route.at(parameters);
    for (const who of whoMay(route))
      for (const accept of ['text/html,*/*', 'application/json']) {
        const seen = await look(path, who, accept);
        if (!seen) continue;
        const { people, fields } = seen;
        const where = `${path} for ${who ?? 'anybody'}, ${accept}`;
        if (people.length >= ENOUGH) met.set(`${route.pattern} ${who}`, people.length);
        for (const figures of [ranks.credits, ranks.counted, ranks.watched])
          expect(Math.abs(agreement(people, figures)), `${where}: ${people.join(' ')}`).toBeLessThan(
            MOST_AGREEMENT,
          );
        // What is said of oneself is no ranking: of all that the academy holds about a person, nothing is left out.
        if (!ownRecord.test(path))
          expect(
            fields.filter((field) => forbiddenField.test(field)),
            where,
          ).toEqual([]);
        if (people.length < 3) continue;
        for (const wish of wishes) {
          const wished = await look(`${path}?${wish}`, who, accept);
          expect(wished?.people ?? people, `${where} with ${wish}`).toEqual(people);
        }
      }
  });

  it('in lists that were really seen', () => {
    const seen = [...met.keys()].map((key) => key.split(' ')[0]);
    for (const pattern of [
      '/assess',
      '/assess/people.xlsx',
      '/assess/people.pdf',
      '/admin/people',
      '/admin/credits',
    ])
      expect(seen).toContain(pattern);
    expect(met.get('/assess/people.xlsx assessor')).toBeGreaterThan(50);
  });
});
