import { beforeEach, expect, it } from 'vitest';
import { deedsFor } from '#app/features/assisting/deeds.server.ts';
import { dispute } from '#app/features/assisting/disputes.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { aRound, closed, type Hall } from '#tests/rounds/hall.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, asks, type Neighbourhood } from './neighbourhood.ts';

describeOnBothDatabases('a liaison who applies for somebody in a round', (open) => {
  let db: Db;
  let here: Neighbourhood;
  let hall: Hall;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    here = await aNeighbourhood(db);
    hall = await aRound(db, { sections: [{}, {}, { audience: ['building-head'] }] });
  });

  const wish = (...at: number[]) => ({
    kind: 'apply' as const,
    choices: at.map((index) => hall.sections[index]?.sectionId ?? ''),
    mostPlaces: 1,
    waitlist: true,
  });
  const applications = () => db.selectFrom('application').selectAll().execute();

  it('writes down who acted and how the person agreed', async () => {
    expect(await asks(db, here.liaison, here.elder, wish(1, 0))).toMatchObject({
      outcome: 'done',
      action: 'apply',
    });
    expect(await applications()).toMatchObject([
      { person_id: here.elder, acted_by: here.liaisonId, active: 1 },
    ]);
    const [consent] = await db.selectFrom('assisted_consent').selectAll().execute();
    expect(consent).toMatchObject({ action: 'apply', section_id: null, round_id: hall.roundId });
    const lines = await db
      .selectFrom('journal_entry')
      .select(['action', 'on_behalf_of'])
      .where('actor_id', '=', here.liaisonId)
      .orderBy('id')
      .execute();
    expect(lines).toEqual(
      ['application.made', 'assistance.given'].map((action) => ({ action, on_behalf_of: here.elder })),
    );
    expect((await unreadNotices(db, here.elder))[0]?.title).toMatch(/^社区联络员 陈跑腿 替你报了/);
    expect(await deedsFor(db, here.elder)).toMatchObject([{ courseTitle: '预选', standing: 'applied' }]);
  });

  it('changes it, keeping the ticket, and takes it back', async () => {
    await asks(db, here.liaison, here.elder, wish(0));
    const [before] = await applications();
    expect(await asks(db, here.liaison, here.elder, wish(1))).toMatchObject({ action: 'apply' });
    expect((await applications()).map(({ ticket }) => ticket)).toEqual([before?.ticket]);
    expect(await asks(db, here.liaison, here.elder, { kind: 'take-back' })).toMatchObject({
      action: 'take-back',
    });
    expect(await asks(db, here.liaison, here.elder, { kind: 'take-back' })).toMatchObject({ reason: 'none' });
    expect((await deedsFor(db, here.elder)).map(({ standing }) => standing)).toEqual([null, null, null]);
  });

  it('is refused like the person, by name, and writes nothing', async () => {
    const unfit = await asks(db, here.liaison, here.elder, wish(2));
    expect(unfit).toMatchObject({ outcome: 'refused', reason: 'ineligible' });
    expect(JSON.stringify(unfit)).toContain('安秀兰登记的身份');
    expect(await asks(db, here.liaison, here.elder, wish())).toMatchObject({ reason: 'choices' });
    expect(await asks(db, here.liaison, here.elder, wish(0), closed)).toMatchObject({ reason: 'closed' });
    for (const personId of [here.stranger, here.liaisonId])
      expect(await asks(db, here.liaison, personId, wish(0))).toEqual({ outcome: 'not-found' });
    expect(await applications()).toEqual([]);
    expect(await db.selectFrom('assisted_consent').selectAll().execute()).toEqual([]);
  });

  it('is undone by the person who did not agree', async () => {
    const done = await asks(db, here.liaison, here.elder, wish(0));
    if (done.outcome !== 'done') throw new Error(done.outcome);
    const said = { consentId: done.consentId, by: 'person', words: '', now } as const;
    expect(await dispute(db, { ...said, actor: actorOf(here.elder, '安秀兰') })).toEqual({
      outcome: 'noted',
      undone: true,
      still: null,
    });
    expect((await applications()).map(({ active }) => active)).toEqual([null]);
    expect((await deedsFor(db, here.elder))[0]).toMatchObject({ standing: null, dispute: { open: true } });
  });
});
