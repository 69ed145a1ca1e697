import { beforeEach, expect, it } from 'vitest';
import { sectionInHand, sectionsTaughtBy } from '#app/features/timetable/teaching.server.ts';
import { createTerm, isOpen, recentTerms, windowsOf } from '#app/features/timetable/terms.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { actorWith } from '#tests/identity/support.ts';
import { aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';

describeOnBothDatabases('terms and who teaches in them', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  it('have windows that are open from their first moment to before their last', async () => {
    const termId = await aTerm(db, [
      { kind: 'selection', from: now, to: after({ hours: 1 }) },
      { kind: 'evaluation', from: after({ days: 1 }), to: after({ days: 2 }) },
    ]);
    const windows = await windowsOf(db, [termId]);
    const at = (ms: number) => isOpen(windows, ['selection', 'add-drop'], after({ ms }));
    expect([at(-1), at(0), at(3_599_999), at(3_600_000)]).toEqual([false, true, true, false]);
    expect(at(86_400_000)).toBe(false);
    expect(await windowsOf(db, [])).toEqual([]);
    expect(await recentTerms(db)).toMatchObject([{ id: termId, startsOn: '2026-09-01' }]);
    const twice = {
      kind: 'selection' as const,
      opensAt: now.toISOString(),
      closesAt: after({ days: 1 }).toISOString(),
    };
    const term = {
      code: 'two',
      name: 'two',
      startsOn: '2026-09-01',
      endsOn: '2027-01-31',
      windows: [twice, twice],
    };
    await expect(createTerm(db, term)).rejects.toThrow();
    expect(await recentTerms(db)).toHaveLength(1);
  });

  it('put sections into the hands of their teacher, their head teacher and the registrar', async () => {
    const [teacher, head, stranger] = [await aLearner(db), await aLearner(db), await aLearner(db)];
    const teacherId = newId();
    const person = {
      person_id: teacher.personId,
      name: '佟向暖',
      headline: '',
      category: 'practitioner',
      bio: '',
      fields: '[]',
    };
    await db
      .insertInto('teacher')
      .values({ id: teacherId, slug: 't', created_at: now.toISOString(), ...person })
      .execute();
    const { sectionId } = await aSection(db, { teacherId, headTeacherId: head.personId });
    await aSection(db);
    const registrar = actorWith('registrar', stranger);
    const inHand = async (actor: typeof registrar) =>
      (await sectionInHand(db, { actor, sectionId }))?.id ?? null;
    expect([await inHand(teacher.actor), await inHand(head.actor), await inHand(registrar)]).toEqual([
      sectionId,
      sectionId,
      sectionId,
    ]);
    expect([await inHand(stranger.actor), await inHand(academy)]).toEqual([null, null]);
    expect(await sectionInHand(db, { actor: registrar, sectionId: newId() })).toBeNull();
    for (const { personId } of [teacher, head])
      expect(await sectionsTaughtBy(db, personId)).toMatchObject([{ id: sectionId, closed: false }]);
    expect(await sectionsTaughtBy(db, stranger.personId)).toEqual([]);
  });
});
