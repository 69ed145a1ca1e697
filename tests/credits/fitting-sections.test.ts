import { beforeEach, expect, it } from 'vitest';
import { yearInHand } from '#app/features/credits/standing.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { fillingOf } from '#app/shell/fitting-sections.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, holding, type Learner, now, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';

describeOnBothDatabases('what is missing this year and what would fill it', (open) => {
  let db: Db;
  let learner: Learner;
  let termId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db);
    termId = await aTerm(db);
  });

  const inTime = { startsOn: '2026-12-01', endsOn: '2026-12-20' };
  const filling = async (at = now) => {
    const inHand = await yearInHand(db, learner.personId, { year: 2026, today });
    return fillingOf(db, { personId: learner.personId, inHand, now: at });
  };
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const proposed = async (kind: string, at = now) =>
    (await filling(at))[0]?.things.find((thing) => thing.kind === kind)?.sections.map(({ id }) => id) ?? [];

  it('are the open sections that count, end in time, and that the person may take', async () => {
    await holding(db, learner.personId, 'building-head', '2024-01-01');
    const own = await aSection(db, { termId, ...inTime });
    await aSection(db, { termId, startsOn: '2026-12-01', endsOn: '2027-01-05' });
    await aSection(db, { termId, ...inTime, audience: ['street-staff'] });
    await aSection(db, { termId, ...inTime, school: 'senior' });
    await aSection(db, { termId, ...inTime, opened: false });
    const first = await aCourse(db);
    await aSection(db, { termId, ...inTime, course: await aCourse(db, { prerequisites: [first] }) });
    expect(await proposed('rest')).toEqual([own.sectionId]);
    const [scheme] = await filling();
    expect(scheme).toMatchObject({ position: 'building-head' });
    // 2 hours of meeting and 1 of watching, required.
    expect(scheme?.things[0]?.sections).toMatchObject([{ adds: 300, courseCode: own.course.code }]);
  });

  it('are no longer those that the person has chosen, waits for, or that clash', async () => {
    await holding(db, learner.personId, 'building-head', '2024-01-01');
    const [one, other] = [
      await aSection(db, { termId, ...inTime, meetsIn: [240] }),
      await aSection(db, { termId, ...inTime, meetsIn: [241] }),
    ];
    expect((await proposed('rest')).sort()).toEqual([one.sectionId, other.sectionId].sort());
    const chosen = await enrol(db, { ...learner, sectionId: one.sectionId, waitlist: false, now });
    expect(chosen).toMatchObject({ outcome: 'enrolled' });
    expect(await proposed('rest')).toEqual([]);
  });

  it('say how many seats are left, and how many wait where there are none; what has seats comes first', async () => {
    await holding(db, learner.personId, 'building-head', '2024-01-01');
    const full = await aSection(db, { termId, startsOn: '2026-11-30', endsOn: '2026-12-20', capacity: 1 });
    const free = await aSection(db, { termId, ...inTime, capacity: 5 });
    for (const waitlist of [false, true])
      await enrol(db, { ...(await aLearner(db)), sectionId: full.sectionId, waitlist, now });
    await enrol(db, { ...(await aLearner(db)), sectionId: free.sectionId, waitlist: false, now });
    const [rest] = (await filling())[0]?.things.filter(({ kind }) => kind === 'rest') ?? [];
    expect(rest?.sections.map(({ id, free: left, waiting }) => [id, left, waiting])).toEqual([
      [free.sectionId, 4, 0],
      [full.sectionId, 0, 1],
    ]);
  });

  it('are what may be declared where no section is open, and that only where it would count', async () => {
    await holding(db, learner.personId, 'party-secretary', '2024-01-01');
    const things = async () => (await filling())[0]?.things ?? [];
    const ways = (await things()).map(({ kind, label, declared }) => [kind, label, declared.length > 0]);
    // What is declared belongs to no school, so it reaches no school's minimum.
    expect(ways).toContainEqual(['minimum', '社区治理学院', false]);
    expect(ways).toContainEqual(['rest', '', true]);
  });

  it('are at most three for each thing, one of each course; the list is read anew after a minute', async () => {
    await holding(db, learner.personId, 'building-head', '2024-01-01');
    const course = await aCourse(db);
    await aSection(db, { termId, ...inTime, course });
    await aSection(db, { termId, ...inTime, course });
    expect(await proposed('rest')).toHaveLength(1);
    for (let more = 0; more < 3; more++) await aSection(db, { termId, ...inTime });
    expect(await proposed('rest')).toHaveLength(1);
    expect(await proposed('rest', later(2))).toHaveLength(3);
  });

  it('are nothing for whoever owes nothing, and nothing in a year that is over', async () => {
    await holding(db, learner.personId, 'resident');
    await aSection(db, { termId, ...inTime });
    expect(await filling()).toEqual([]);
    await holding(db, learner.personId, 'building-head', '2024-01-01');
    const inHand = await yearInHand(db, learner.personId, { year: 2026, today: '2027-01-03' });
    expect(await fillingOf(db, { personId: learner.personId, inHand, now: after({ days: 60 }) })).toEqual([]);
  });

  it('name a required course even where nobody can choose it', async () => {
    await holding(db, learner.personId, 'organisation-leader', '2026-01-01');
    const [scheme] = await filling();
    expect(scheme?.things[0]).toMatchObject({ kind: 'course', codes: ['ZL10', 'ZL13'], sections: [] });
    expect(scheme?.things[0]?.label).toBe('《ZL10》或《ZL13》');
  });
});
