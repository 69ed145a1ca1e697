import { beforeEach, expect, it } from 'vitest';
import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { promisedSeats } from '#app/features/rounds/promised-seats.server.ts';
import { admitRound } from '#app/features/selection/admission.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { freezeRound } from '#app/features/selection/closing-applications.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import { breaches } from '#tests/selection/desk.ts';
import { aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, learners, now, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, draw, drawable, freeze, rosters, theRound } from './hall.ts';

const actor = academy;

describeOnBothDatabases('the steps of a round', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });
  const advance = (at: Date) => advanceRounds(db, { actor, now: at });

  it('does each step once, when two workers and the registrar try at the same time', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 30 }, { capacity: 3 }] });
    for (const who of await learners(db, 60)) await ask(db, who, hall.sections, { waitlist: true });
    await Promise.all([advance(closed), advance(closed), freeze(db, hall)]);
    await Promise.all([
      advance(drawable),
      advance(drawable),
      drawRound(db, { actor, roundId: hall.roundId, now: drawable }),
    ]);
    await advance(drawable);
    expect((await rosters(db, hall)).map(({ length }) => length)).toEqual([30, 3]);
    const { told } = await db
      .selectFrom('notice')
      .select(({ fn }) => fn.countAll<number>().as('told'))
      .executeTakeFirstOrThrow();
    expect(Number(told)).toBe(60);
    expect((await theRound(db, hall.roundId)).steps.map(({ kind }) => kind).sort()).toEqual([
      'admitted',
      'drawn',
      'frozen',
      'published',
    ]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('goes on where it was stopped, in any batch', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 150 }, { capacity: 20 }] });
    for (const who of await learners(db, 200)) await ask(db, who, hall.sections, { waitlist: true });
    await draw(db, hall);
    const round = await theRound(db, hall.roundId);
    const [big] = hall.sections;
    expect(await promisedSeats(db, big?.sectionId ?? '')).toBe(150);
    expect(await changeCapacity(db, { actor, sectionId: big?.sectionId ?? '', capacity: 149, now })).toEqual({
      ok: false,
      reason: 'taken',
    });
    let batches = 0;
    while (!(await admitRound(db, { actor, round, now: closed, stopped: () => true }))) batches += 1;
    expect(batches).toBeGreaterThan(2);
    expect((await rosters(db, hall)).map(({ length }) => length)).toEqual([150, 20]);
    expect(await promisedSeats(db, big?.sectionId ?? '')).toBe(0);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('does not draw from inputs or a seed that were changed after their hash was published', async () => {
    const hall = await aRound(db);
    const who = await aLearner(db);
    await ask(db, who, hall.sections);
    await freeze(db, hall);
    await db.updateTable('application').set({ lots: 3 }).execute();
    const draw = () => drawRound(db, { actor, roundId: hall.roundId, now: closed });
    await expect(draw()).rejects.toThrow(/inputs/);
    await db.updateTable('application').set({ lots: 1 }).execute();
    await db
      .updateTable('round_seed')
      .set({ seed: 'f'.repeat(64) })
      .execute();
    await expect(draw()).rejects.toThrow(/seed/);
    expect((await db.selectFrom('application_result').selectAll().execute()).length).toBe(0);
  });

  it('neither draws nor enrols before its time', async () => {
    const hall = await aRound(db);
    expect(await freezeRound(db, { actor, roundId: hall.roundId, now })).toEqual({
      ok: false,
      reason: 'not-yet',
    });
    expect(await drawRound(db, { actor, roundId: hall.roundId, now })).toEqual({
      ok: false,
      reason: 'not-frozen',
    });
    expect(await advance(now)).toBe(0);
    const other = await aTerm(db, [{ kind: 'preselect', from: after({ days: -9 }), to: closed }]);
    const silent = await aRound(db, { termId: other, published: false });
    await advance(drawable);
    expect((await theRound(db, silent.roundId)).steps).toEqual([]);
  });

  it('keeps a section from being merged while its seats are promised', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 2 }] });
    const [section] = hall.sections;
    if (!section) throw new Error('no section');
    for (const who of await learners(db, 3)) await ask(db, who, hall.sections);
    const other = await aSection(db, { termId: hall.termId, course: section.course, capacity: 9 });
    const merge = () =>
      mergeSections(db, {
        actor,
        sectionId: other.sectionId,
        intoId: section.sectionId,
        capacity: null,
        reason: '人数不够',
        now: closed,
      });
    await freeze(db, hall);
    expect(await merge()).toEqual({ ok: false, reason: 'in-draw' });
    await advance(drawable);
    expect(await merge()).toMatchObject({ ok: true });
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});
