import { expect, it } from 'vitest';
import { roundChecks } from '#app/cli/checks/rounds.server.ts';
import { admitRound } from '#app/features/selection/admission.server.ts';
import {
  cardSections,
  openNow,
  openSections,
  sectionsOfCourse,
} from '#app/features/timetable/reading.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, draw, firstOf, theRound } from './hall.ts';

describeOnBothDatabases('lists of a section whose lots are drawn', (open) => {
  /** What every list says of the course at this moment. */
  async function saidOf(db: Db, courseId: string, minutes: number) {
    const at = after({ days: 2, hours: 1, minutes });
    const now = await openNow(db, at);
    const cards = await cardSections(db, { courseIds: [courseId], open: now, now: at });
    return {
      library: now.courseIds.has(courseId),
      sections: [...now.bySchool.values()].reduce((sum, each) => sum + each, 0),
      open: (await openSections(db, { now: at })).some((one) => one.courseId === courseId),
      course: (await sectionsOfCourse(db, courseId, at)).map(({ window }) => window),
      card: cards.get(courseId)?.window,
    };
  }

  it('say in add/drop that it can be chosen once all seats of the draw are given, and not before', async () => {
    const db = await open();
    await withPolicies(db);
    const hall = await aRound(db, { sections: [{ capacity: 2 }] });
    const { course, termId } = firstOf(hall);
    const beside = await aSection(db, { termId });
    await ask(db, await aLearner(db), hall.sections);
    const drawing = { state: 'drawing', opensAt: null };
    const waiting = { library: false, sections: 1, open: false, course: [drawing], card: drawing };
    expect(await saidOf(db, course.courseId, 0)).toEqual(waiting);
    expect((await saidOf(db, beside.course.courseId, 1)).open).toBe(true);
    await draw(db, hall);
    expect(await saidOf(db, course.courseId, 2)).toEqual(waiting);
    await admitRound(db, {
      actor: academy,
      round: await theRound(db, hall.roundId),
      now: after({ days: 2 }),
    });
    const chosen = { state: 'open', until: after({ days: 12 }).toISOString() };
    expect(await saidOf(db, course.courseId, 3)).toEqual({
      library: true,
      sections: 2,
      open: true,
      course: [chosen],
      card: chosen,
    });
    const engine = engineNamed(open.engine);
    const faults = async () =>
      (await Promise.all(roundChecks.map(({ run }) => run(db, engine)))).filter(Boolean);
    expect(await faults()).toEqual([]);
    await db.updateTable('section').set({ undrawn: 1 }).where('id', '=', beside.sectionId).execute();
    expect(await faults()).toHaveLength(1);
  });

  it('have nothing to wait for in a round that was never published', async () => {
    const db = await open();
    await withPolicies(db);
    const hall = await aRound(db, { sections: [{ capacity: 2 }], published: false });
    expect((await saidOf(db, firstOf(hall).course.courseId, 0)).open).toBe(true);
  });
});
