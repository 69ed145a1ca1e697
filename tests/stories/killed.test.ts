import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { sessionCookies } from '#tests/bench/lib/sessions.ts';
import { academy } from '#tests/support/academy-tool.ts';
import { describeOn } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { type Flood, flood } from '#tests/support/flood.ts';
import { hangUp, type Visitor, visitor } from '#tests/support/visitor.ts';
import { breachesOf, type Chosen, choose, nth, seatsTaken } from './crowd.ts';
import { ownCourses, waited } from './steps.ts';

const CYCLES = 3;
const PEOPLE = 120;
const SEATS = 60;
const VIEWERS = 12;

/** The demo academy with a crowd in it; the server is killed in the middle of their work and starts again. */
describeOn('sqlite', 'a server that is killed', (open) => {
  let demo: DemoAcademy;
  let people: Visitor[];
  let sections: string[];
  let viewers: Awaited<ReturnType<typeof seatedViewers>>;
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    const numbers = { people: PEOPLE, sections: 12, capacity: SEATS };
    const flags = Object.entries(numbers).flatMap(([name, n]) => [`--${name}`, String(n)]);
    await academy(demo, 'seed', 'load', '--prefix', 'rush', ...flags);
    const cookies = await sessionCookies(demo.db, { prefix: 'rush', limit: PEOPLE });
    people = cookies.map((cookie) => visitor(demo.url, cookie));
    sections = await sectionsOfTheCrowd(demo.db);
    // First of all: somebody who has their limit of classes could not take this one.
    viewers = await seatedViewers();
  });
  afterAll(async () => {
    await demo?.stop();
  });

  async function killAndRestart(): Promise<void> {
    await demo.server.kill();
    hangUp();
    await demo.server.restart();
  }

  it.each(Array.from({ length: CYCLES }, (_, n) => n))(
    'keeps every seat that it gave, and gives no other twice (cycle %s)',
    async (cycle) => {
      const section = nth(sections, cycle);
      let given = 0;
      let killing: Promise<void> | undefined;
      const rush = await flood(PEOPLE, 40, async (n) => {
        const answer = await choose(nth(people, n), section);
        if (answer.status === 200) given += 1;
        if (given >= 8 + cycle * 14) killing ??= killAndRestart();
        return answer;
      });
      await killing;
      expect(killing).toBeDefined();
      // Some were in the middle of it and heard nothing.
      expect(cutOff(rush)).toBeGreaterThan(0);
      const told = people.filter((_, n) => rush.drops[n]?.value?.status === 200);
      expect(told.length).toBeGreaterThan(0);
      for (const person of told) expect(await isIn(person, section)).toBe(true);
      const { counted, enrolled } = await seatsTaken(demo.db, section);
      expect(counted).toBe(enrolled);
      expect(enrolled).toBeGreaterThanOrEqual(told.length);
      expect(await breachesOf(demo)).toBe('');
      await flood(PEOPLE, 40, (n) => choose(nth(people, n), section));
      expect(await seatsTaken(demo.db, section)).toEqual({ counted: SEATS, enrolled: SEATS, offered: 0 });
      expect(await breachesOf(demo)).toBe('');
    },
  );

  it('keeps every second that it counted as watched', async () => {
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      for (const { personId } of viewers) await waited(demo.db, personId, 600);
      let heard = 0;
      let killing: Promise<void> | undefined;
      const watching = await flood(VIEWERS, VIEWERS, async (n) => {
        const viewer = nth(viewers, n);
        for (let beat = 0; beat < 30 && !killing; beat++) {
          const { covered, who, viewing, lease } = viewer;
          const spans = [[covered, covered + 1]];
          const answer = await who.postJson(viewing, { lease, spans, rate: 1 });
          expect(answer.json()).toMatchObject({ accepted: true, coveredSeconds: covered + 1 });
          viewer.covered += 1;
          heard += 1;
          if (heard >= 40 * cycle) killing ??= killAndRestart();
        }
      });
      await killing;
      expect(killing).toBeDefined();
      expect(cutOff(watching)).toBeGreaterThan(0);
      for (const viewer of viewers) {
        const { who, viewing, lease, covered } = viewer;
        const { coveredSeconds, accepted } = (
          await who.postJson(viewing, { lease, spans: [], rate: 1 })
        ).json<{ coveredSeconds: number; accepted: boolean }>();
        expect(accepted).toBe(true);
        // What was on its way at the time may have arrived without anybody hearing so.
        expect([covered, covered + 1]).toContain(coveredSeconds);
        viewer.covered = coveredSeconds;
      }
      expect(await breachesOf(demo)).toBe('');
    }
  });

  async function isIn(person: Visitor, section: string): Promise<boolean> {
    return (await ownCourses(person)).enrolments.some((enrolment) => enrolment.section === section);
  }

  /** People with a seat in a section whose course has a lecture, each with a lease on it. */
  async function seatedViewers() {
    const section = nth(sections, sections.length - 1);
    const seated = [];
    for (const who of people.slice(0, VIEWERS)) {
      expect((await choose(who, section)).json<Chosen>().outcome).toBe('enrolled');
      const own = (await ownCourses(who)).enrolments.find((enrolment) => enrolment.section === section);
      const { id, person_id } = await demo.db
        .selectFrom('enrolment')
        .innerJoin('recording', 'recording.course_id', 'enrolment.course_id')
        .select(['recording.id', 'enrolment.person_id'])
        .where('enrolment.id', '=', own?.id ?? '')
        .orderBy('recording.id')
        .limit(1)
        .executeTakeFirstOrThrow();
      const viewing = `/learn/${own?.id}/recordings/${id}/viewing`;
      const { lease } = (await who.postJson(`${viewing}/lease`, {})).json<{ lease: string }>();
      seated.push({ who, viewing, lease, personId: person_id, covered: 0 });
    }
    return seated;
  }
});

/** How many requests were cut off by the kill. Whatever else went wrong is thrown. */
function cutOff({ drops }: Flood<unknown>): number {
  const errors = drops.flatMap(({ error }) => (error ? [error as { code?: string }] : []));
  const other = errors.find(({ code }) => code !== 'ECONNRESET' && code !== 'ECONNREFUSED');
  if (other) throw other;
  return errors.length;
}

/** The crowd's sections; the last of them is of a course that has a lecture. */
async function sectionsOfTheCrowd(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('section')
    .leftJoin('recording', 'recording.course_id', 'section.course_id')
    .select(({ fn }) => ['section.id', fn.count<number>('recording.id').as('lectures')])
    .where('section.code', 'like', 'rush-%')
    .groupBy('section.id')
    .execute();
  return rows.sort((a, b) => Number(a.lectures) - Number(b.lectures)).map(({ id }) => id);
}
