import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { flood } from '#tests/support/flood.ts';
import {
  aCrowd,
  answersOf,
  breachesOf,
  type Chosen,
  type Crowd,
  choose,
  nth,
  outcomes,
  seatsTaken,
} from './crowd.ts';

const PEOPLE = 2000;
const SEATS = 30;
const AT_ONCE = 200;
const WAITING = 50;
const HOUR_MS = 3_600_000;

/** The morning on which selection opens, through the built server. The steps follow each other on one academy. */
describeOnBothDatabases('two thousand people and thirty seats', (open) => {
  let crowd: Crowd;
  let rushed: string;
  let free: string;
  let winners: Crowd['people'];
  let losers: Crowd['people'];
  beforeAll(async () => {
    crowd = await aCrowd({ database: await open.withUrl(), people: PEOPLE, sections: 4, seats: SEATS });
    [rushed = '', free = ''] = crowd.sections;
  });
  afterAll(async () => {
    await crowd?.stop();
  });

  it('gives thirty of them a seat and tells all others that it is full', async () => {
    const answers = answersOf(await flood(PEOPLE, AT_ONCE, (n) => choose(nth(crowd.people, n), rushed)));
    expect(outcomes(answers)).toEqual({ '200 enrolled': SEATS, '409 full': PEOPLE - SEATS });
    expect(await seatsTaken(crowd.db, rushed)).toEqual({ counted: SEATS, enrolled: SEATS, offered: 0 });
    expect(await breachesOf(crowd)).toBe('');
    winners = crowd.people.filter((_, n) => answers[n]?.status === 200);
    losers = crowd.people.filter((_, n) => answers[n]?.status === 409);
  });

  it('puts fifty who come at once in line, each in a place of their own that they then keep', async () => {
    const inLine = losers.slice(0, WAITING);
    const answers = answersOf(await flood(WAITING, WAITING, (n) => choose(nth(inLine, n), rushed, 'yes')));
    expect(outcomes(answers)).toEqual({ '200 waitlisted': WAITING });
    const places = answers.map((answer) => answer.json<Chosen>().position ?? 0);
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: WAITING }, (_, n) => n + 1));
    const shown = await flood(WAITING, 10, async (n) => {
      const { waitlist } = (await nth(inLine, n).json('/me/courses')).json<{
        waitlist: { position: number }[];
      }>();
      return waitlist.map(({ position }) => position);
    });
    expect(shown.drops.map(({ value }) => value)).toEqual(places.map((place) => [place]));
    // The first in line first, from here on.
    losers = inLine.map((_, n) => nth(inLine, places.indexOf(n + 1)));
  });

  it('offers a seat that is given up, in five tabs at once, to the first in line and to nobody else', async () => {
    const leaver = nth(winners, 0);
    const answers = answersOf(await flood(5, 5, () => leaver.json(`/sections/${rushed}/withdrawal`, {})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await seatsTaken(crowd.db, rushed)).toEqual({
      counted: SEATS,
      enrolled: SEATS - 1,
      offered: 1,
    });
    const taken = answersOf(
      await flood(WAITING, WAITING, (n) =>
        nth(losers, n).json(`/sections/${rushed}/offer`, { answer: 'accept' }),
      ),
    );
    expect(taken.map(({ status }) => status === 200)).toEqual(taken.map((_, n) => n === 0));
    expect(taken.every(({ status }) => status < 500)).toBe(true);
    expect(await seatsTaken(crowd.db, rushed)).toEqual({ counted: SEATS, enrolled: SEATS, offered: 0 });
  });

  it('enrols somebody once who asks in ten tabs', async () => {
    const eager = nth(winners, 1);
    const answers = answersOf(await flood(10, 10, () => choose(eager, free)));
    expect(outcomes(answers)).toEqual({ '200 enrolled': 1, '409 already': 9 });
    expect(await seatsTaken(crowd.db, free)).toEqual({ counted: 1, enrolled: 1, offered: 0 });
  });

  it('lets nobody into two classes at the same hour, asked for in two tabs', async () => {
    const pair = crowd.sections.slice(2, 4);
    await meetAtTheSameTime(pair);
    const keen = crowd.people.slice(-20);
    const answers = answersOf(
      await flood(keen.length * 2, 40, (n) => choose(nth(keen, Math.floor(n / 2)), pair[n % 2] ?? '')),
    );
    expect(outcomes(answers)).toEqual({ '200 enrolled': keen.length, '409 clash': keen.length });
    for (let n = 0; n < answers.length; n += 2)
      expect([answers[n]?.status, answers[n + 1]?.status].sort()).toEqual([200, 409]);
  });

  it('leaves an academy in which everything adds up, and a log without an error', async () => {
    expect(await breachesOf(crowd)).toBe('');
    expect(crowd.server.output()).not.toMatch(/"level":(50|60)/);
  });

  async function meetAtTheSameTime(sectionIds: readonly string[]): Promise<void> {
    const startsAt = Date.now() + 10 * 24 * HOUR_MS;
    const meeting = (sectionId: string, n: number) => ({
      id: newId(),
      section_id: sectionId,
      number: 1,
      starts_at: new Date(startsAt + n * HOUR_MS).toISOString(),
      ends_at: new Date(startsAt + (n + 2) * HOUR_MS).toISOString(),
      venue_id: null,
      topic: '同一个下午',
      kind: 'face',
    });
    await crowd.db.insertInto('meeting').values(sectionIds.map(meeting)).execute();
  }
});

describeOnBothDatabases('the same rush on two processes', (open) => {
  const people = 600;
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await aCrowd({
      database: await open.withUrl(),
      people,
      sections: 1,
      seats: SEATS,
      processes: 2,
    });
  });
  afterAll(async () => {
    await crowd?.stop();
  });

  it('gives out thirty seats, whichever process was asked', async () => {
    const [section = ''] = crowd.sections;
    const answers = answersOf(
      await flood(people, AT_ONCE, (n) => choose(nth(crowd.people, n), section, 'no')),
    );
    expect(outcomes(answers)).toEqual({ '200 enrolled': SEATS, '409 full': people - SEATS });
    expect(await seatsTaken(crowd.db, section)).toEqual({ counted: SEATS, enrolled: SEATS, offered: 0 });
    const inLine = crowd.people.filter((_, n) => answers[n]?.status === 409).slice(0, WAITING);
    const places = answersOf(
      await flood(WAITING, WAITING, (n) => choose(nth(inLine, n), section, 'yes')),
    ).map((answer) => answer.json<Chosen>().position ?? 0);
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: WAITING }, (_, n) => n + 1));
    expect(await breachesOf(crowd)).toBe('');
  });
});
