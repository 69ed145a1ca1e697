import { expect, it } from 'vitest';
import { deedsFor } from '#app/features/assisting/deeds.server.ts';
import { dispute } from '#app/features/assisting/disputes.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { mergeSections } from '#app/shell/merging-sections.server.ts';
import { choose } from '#tests/selection/desk.ts';
import { aCourse, aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, asks, choosing } from './neighbourhood.ts';

describeOnBothDatabases('a deed whose section was merged into another', (open) => {
  it('still holds there, and can be undone there; who had left before is not taken for it', async () => {
    const db = await open();
    await withPolicies(db);
    const here = await aNeighbourhood(db);
    const shared = { termId: await aTerm(db), course: await aCourse(db), capacity: 5 };
    const from = await aSection(db, { ...shared, meetsIn: [50] });
    const into = await aSection(db, { ...shared, meetsIn: [90] });
    for (const personId of [here.elder, here.neighbour])
      await asks(db, here.liaison, personId, choosing(from));
    const leaving = { kind: 'withdraw', sectionId: from.sectionId } as const;
    await asks(db, here.liaison, here.neighbour, leaving, after({ minutes: 1 }));
    const neighbour = { personId: here.neighbour, actor: actorOf(here.neighbour, '白小河') };
    await choose(db, neighbour, { section: into, at: after({ minutes: 2 }) });
    const merged = await mergeSections(db, {
      ...{ actor: academy, sectionId: from.sectionId, intoId: into.sectionId, capacity: null },
      ...{ reason: '人数不够', now: after({ minutes: 5 }) },
    });
    expect(merged).toMatchObject({ ok: true, moved: 1 });
    const [deed] = await deedsFor(db, here.elder);
    expect(deed).toMatchObject({ standing: 'enrolled', sectionId: into.sectionId });
    expect((await deedsFor(db, here.neighbour)).map(({ standing }) => standing)).toEqual([null, null]);
    const said = { actor: actorOf(here.elder, '安秀兰'), consentId: deed?.consentId ?? '' };
    expect(await dispute(db, { ...said, by: 'person', words: '', now: after({ minutes: 6 }) })).toMatchObject(
      { undone: true },
    );
    expect(await enrolmentsOf(db, here.elder)).toEqual([]);
  });
});
