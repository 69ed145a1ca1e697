import { beforeEach, expect, it } from 'vitest';
import { applicationIn } from '#app/features/rounds/applications.server.ts';
import { repeatLottery } from '#app/features/rounds/lottery-check.rules.ts';
import { lotteryFile } from '#app/features/rounds/lottery-inputs.schema.ts';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { resultsOf } from '#app/features/rounds/results.server.ts';
import { admitRound } from '#app/features/selection/admission.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { waitingOf } from '#app/features/selection/reading.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { Db } from '#db/database.ts';
import { breaches } from '#tests/selection/desk.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, learners, now, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, draw, drawable, type Hall, rosters, theRound } from './hall.ts';

const actor = academy;

describeOnBothDatabases('a round from application to class', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const advance = (at: Date) => advanceRounds(db, { actor, now: at });
  const whole = async () => [await advance(closed), await advance(drawable)];
  const outcomeOf = async ({ roundId }: Hall, personId: string) => {
    const application = await applicationIn(db, { roundId, personId });
    const results = await resultsOf(db, application?.id ?? '');
    return application?.choices.map((id) => application.dropped.get(id) ?? results.get(id)?.outcome ?? null);
  };
  const notices = async (personId: string) =>
    (await db.selectFrom('notice').select('title').where('person_id', '=', personId).execute()).map(
      ({ title }) => title,
    );

  it('gives each section as many as it has seats, and lines up the others in the order of the draw', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 2 }, { capacity: 1 }] });
    const people = await learners(db, 6);
    for (const who of people) await ask(db, who, hall.sections, { waitlist: true });
    expect(await whole()).toEqual([1, 2]);
    expect((await rosters(db, hall)).map(({ length }) => length)).toEqual([2, 1]);
    const places = await Promise.all(
      people.map(async ({ personId }) => {
        const application = await applicationIn(db, { roundId: hall.roundId, personId });
        const [result] = [...(await resultsOf(db, application?.id ?? '')).values()];
        const [line] = await waitingOf(db, personId);
        return { place: result?.place ?? 0, position: line?.position ?? 0 };
      }),
    );
    expect(places.sort((a, b) => a.place - b.place).map(({ position }) => position)).toEqual([
      0, 0, 0, 1, 2, 3,
    ]);
    expect(await breaches(db, open.engine)).toEqual([]);
    expect(await advance(after({ days: 2 }))).toBe(0);
  });

  it('publishes a file with which anybody gets the same list, and no person in it', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 2 }, { capacity: 1 }] });
    const people = await learners(db, 8);
    for (const [n, who] of people.entries())
      await ask(db, who, n % 2 ? hall.sections : [...hall.sections].reverse());
    expect(await publishedFile(db, hall.roundId)).toBeNull();
    await whole();
    const text = (await publishedFile(db, hall.roundId)) ?? '';
    const file = lotteryFile.parse(JSON.parse(text));
    expect(repeatLottery(file).faults).toEqual([]);
    expect(file.results).toHaveLength(8);
    expect(file.results.flatMap(({ admitted }) => admitted)).toHaveLength(3);
    for (const { personId } of people) expect(text).not.toContain(personId);
    expect(text).not.toContain('佟向暖');
    expect(text).not.toMatch(/community|age/);
  });

  it('looks at every choice again when it fixes them, and says why one fell out', async () => {
    const hall = await aRound(db, { sections: [{ meetsIn: [90] }, {}, {}] });
    const [one, two, three] = hall.sections as [
      Hall['sections'][0],
      Hall['sections'][0],
      Hall['sections'][0],
    ];
    const [busy, other] = [await aLearner(db), await aLearner(db)];
    await ask(db, busy, [one, three]);
    await ask(db, other, [two]);
    const clash = await aSection(db, { meetsIn: [91], termId: hall.termId });
    await db
      .insertInto('term_window')
      .values({
        id: 'w',
        term_id: hall.termId,
        kind: 'selection',
        opens_at: now.toISOString(),
        closes_at: closed.toISOString(),
      })
      .execute();
    expect(await enrol(db, { ...busy, sectionId: clash.sectionId, waitlist: false, now })).toMatchObject({
      outcome: 'enrolled',
    });
    await closeSection(db, { actor, sectionId: two.sectionId, kind: 'cancelled', reason: '不开了', now });
    await whole();
    expect(await outcomeOf(hall, busy.personId)).toEqual(['clash', 'admitted']);
    expect(await outcomeOf(hall, other.personId)).toEqual(['closed']);
    expect(await notices(other.personId)).toEqual(['有 1 个志愿不能参加摇号']);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('lets go of a seat that its winner cannot take any more, to the first in line', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 1, meetsIn: [200] }] });
    const people = await learners(db, 2);
    for (const who of people) await ask(db, who, hall.sections, { waitlist: true });
    await draw(db, hall);
    const { person_id: winner } = await db
      .selectFrom('application_result')
      .innerJoin('application', 'application.id', 'application_id')
      .select('person_id')
      .where('outcome', '=', 'admitted')
      .executeTakeFirstOrThrow();
    const other = await aSection(db, { meetsIn: [201] });
    await db.updateTable('section').set({ term_id: hall.termId }).where('id', '=', other.sectionId).execute();
    await db
      .insertInto('enrolment')
      .values({
        id: 'e',
        section_id: other.sectionId,
        person_id: winner,
        term_id: hall.termId,
        course_id: other.course.courseId,
        active: 1,
        enrolled_at: now.toISOString(),
      })
      .execute();
    await db.updateTable('seat_count').set({ taken: 1 }).where('section_id', '=', other.sectionId).execute();
    await admitRound(db, { actor, round: await theRound(db, hall.roundId), now: closed });
    expect(await outcomeOf(hall, winner)).toEqual(['yielded']);
    const loser = people.find(({ personId }) => personId !== winner)?.personId ?? '';
    expect((await waitingOf(db, loser))[0]?.offerExpiresAt).toBeTruthy();
    expect((await rosters(db, hall))[0]).toEqual([]);
  });

  it('counts terms without luck for more lots, up to the last in which something was got', async () => {
    const [lucky, unlucky, another] = await learners(db, 3);
    if (!lucky || !unlucky || !another) throw new Error('nobody');
    const lotsIn = async (hall: Hall, personId: string) =>
      (await applicationIn(db, { roundId: hall.roundId, personId }))?.lots;
    const startsOn = async (termId: string, day: string) =>
      db.updateTable('term').set({ starts_on: day }).where('id', '=', termId).execute();
    for (const [n, expected] of [1, 2, 3, 3].entries()) {
      const hall = await aRound(db, { sections: [{ capacity: 0 }, { capacity: 1 }] });
      await startsOn(hall.termId, `202${n}-09-01`);
      const [none, some] = hall.sections as [Hall['sections'][0], Hall['sections'][0]];
      await ask(db, unlucky, [none]);
      await ask(db, lucky, [some]);
      await whole();
      expect([await lotsIn(hall, unlucky.personId), await lotsIn(hall, lucky.personId)]).toEqual([
        expected,
        1,
      ]);
      await db
        .updateTable('term_window')
        .set({ closes_at: '2000-01-01T00:00:00.000Z' })
        .where('term_id', '=', hall.termId)
        .execute();
    }
  });

  it('reserves seats for a community, and names only its code in what it publishes', async () => {
    const unit = async (name: string, path: string) => {
      await db
        .insertInto('org_unit')
        .values({ id: name, tree: 'territory', kind: 'community', name, path, valid_from: '2020-01-01' })
        .execute();
      return name;
    };
    const near = await unit('和风社区', 't9p1');
    const far = await unit('东园社区', 't9p2');
    const hall = await aRound(db, {
      sections: [{ capacity: 4 }],
      quotas: [{ sectionId: null, kind: 'community', value: near, label: '和风社区', share: 50 }],
    });
    const people = await learners(db, 22);
    await db
      .insertInto('appointment')
      .values(
        people.map(({ personId }, n) => ({
          id: `a${n}`,
          person_id: personId,
          position: 'resident',
          org_unit_id: n < 2 ? near : far,
          valid_from: '2024-01-01',
          source: 'registrar',
        })),
      )
      .execute();
    for (const who of people) await ask(db, who, hall.sections);
    await whole();
    const [inside = []] = await rosters(db, hall);
    expect(inside).toHaveLength(4);
    for (const { personId } of people.slice(0, 2)) expect(inside).toContain(personId);
    const text = (await publishedFile(db, hall.roundId)) ?? '';
    expect(text).not.toContain('和风社区');
    const file = lotteryFile.parse(JSON.parse(text));
    expect(file.inputs.applicants.filter(({ groups }) => groups.length > 0)).toHaveLength(2);
    expect(repeatLottery(file).faults).toEqual([]);
  });
});
