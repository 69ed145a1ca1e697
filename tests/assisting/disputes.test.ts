import { beforeEach, expect, it } from 'vitest';
import { assistedDeeds, deedFor, deedsBy, deedsFor } from '#app/features/assisting/deeds.server.ts';
import { dispute, settleDispute, undoFor } from '#app/features/assisting/disputes.server.ts';
import { grantRole } from '#app/features/identity/people.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { breaches, choose, leave } from '#tests/selection/desk.ts';
import { aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, asks, choosing, type Neighbourhood } from './neighbourhood.ts';

describeOnBothDatabases('what was done for somebody', (open) => {
  let db: Db;
  let here: Neighbourhood;
  let section: Section;
  let registrarId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    here = await aNeighbourhood(db);
    section = await aSection(db, { capacity: 1, meetsIn: [60], startsOn: '2026-11-25' });
    registrarId = (await aLearner(db, '方排课')).personId;
    for (const [personId, place] of [
      [registrarId, here.street],
      [here.stranger, here.west],
    ] as const)
      await grantRole(db, {
        actor: academy,
        personId,
        role: 'registrar',
        orgUnitId: place.id,
        validFrom: '2026-01-01',
        now,
      });
  });

  const elder = () => actorOf(here.elder, '安秀兰');
  const registrar = (place = here.street) => actorOf(registrarId, '方排课', ['registrar', place]);
  const chosen = async (personId = here.elder) => {
    const done = await asks(db, here.liaison, personId, choosing(section, true));
    if (done.outcome !== 'done') throw new Error(JSON.stringify(done));
    return done.consentId;
  };
  const object = (consentId: string, actor = elder(), at = now) =>
    dispute(db, { actor, consentId, by: 'person', words: '没人问过我', now: at });
  const seen = (actor = registrar()) => assistedDeeds(db, { actor, page: 1, now });
  const told = async (personId: string) =>
    (await unreadNotices(db, personId)).map(({ title, link }) => `${title} ${link}`);

  it('is told to the person with its consent, as long as it stands', async () => {
    const consentId = await chosen();
    expect(await deedsFor(db, here.elder)).toMatchObject([
      { consentId, action: 'enrol', liaisonName: '陈跑腿', standing: 'enrolled', dispute: null },
    ]);
    await leave(db, { personId: here.elder, actor: elder() }, { section });
    expect((await deedsFor(db, here.elder))[0]?.standing).toBeNull();
    // Chosen again by the person alone: nobody did that for them.
    await choose(db, { personId: here.elder, actor: elder() }, { section, at: after({ hours: 1 }) });
    expect((await deedsFor(db, here.elder))[0]?.standing).toBeNull();
  });

  it('is undone by the person who did not agree, and the registrars of the scope are told', async () => {
    const consentId = await chosen();
    expect(await object(consentId)).toEqual({ outcome: 'noted', undone: true, still: null });
    expect(await db.selectFrom('withdrawal').selectAll().execute()).toMatchObject([
      { by_person_id: here.elder },
    ]);
    expect(await told(registrarId)).toEqual([expect.stringContaining(`/admin/assisted/${consentId}`)]);
    expect(await told(here.stranger)).toEqual([]);
    const lines = await db
      .selectFrom('journal_entry')
      .select(['actor_id', 'subject_id'])
      .where('action', '=', 'assistance.disputed')
      .execute();
    expect(lines).toEqual([{ actor_id: here.elder, subject_id: consentId }]);
    expect(await deedFor(db, { consentId, personId: here.elder })).toMatchObject({
      standing: null,
      dispute: { words: '没人问过我', open: true, end: null },
    });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('is disputed once, also from two tabs, and only by the person', async () => {
    const consentId = await chosen();
    for (const other of [here.neighbour, here.liaisonId])
      expect(await object(consentId, actorOf(other, '别人'))).toEqual({ outcome: 'not-found' });
    for (const unknown of [newId(), 'x']) expect(await object(unknown)).toEqual({ outcome: 'not-found' });
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => object(consentId)));
    expect(outcomes.filter(({ outcome }) => outcome === 'noted')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'already')).toHaveLength(3);
    expect(await told(registrarId)).toHaveLength(1);
  });

  it('stays when the rules of withdrawal say so, but the registrar knows', async () => {
    const consentId = await chosen();
    await db.updateTable('section').set({ starts_on: '2026-11-20' }).execute();
    const late = after({ days: 3 });
    expect(await object(consentId, elder(), late)).toEqual({
      outcome: 'noted',
      undone: false,
      still: 'closed',
    });
    expect((await seen()).disputed).toMatchObject([{ consentId, standing: 'enrolled' }]);
  });

  it('leaves the line too, and a deed that ended is noted only', async () => {
    await choose(db, await aLearner(db), { section });
    const waits = await chosen();
    expect((await deedsFor(db, here.elder))[0]?.standing).toBe('waiting');
    expect(await object(waits)).toMatchObject({ undone: true });
    const left = await db.selectFrom('waitlist_exit').select('kind').execute();
    expect(left).toEqual([{ kind: 'left' }]);
    const gone = await chosen();
    await leave(db, { personId: here.elder, actor: elder() }, { section });
    expect(await object(gone)).toEqual({ outcome: 'noted', undone: false, still: null });
  });

  it('is seen by the registrar of the scope: open disputes first, then everything', async () => {
    const first = await chosen();
    await object(first);
    const second = await asks(db, here.liaison, here.neighbour, choosing(section), after({ hours: 1 }));
    expect(second.outcome).toBe('done');
    const { disputed, deeds, hasMore } = await seen();
    expect(disputed.map(({ consentId }) => consentId)).toEqual([first]);
    expect(deeds.map(({ personName }) => personName)).toEqual(['白小河', '安秀兰']);
    expect(hasMore).toBe(false);
    expect(await seen(registrar(here.west))).toMatchObject({ disputed: [], deeds: [] });
    expect(await seen(actorOf(registrarId, '学员'))).toMatchObject({ disputed: [], deeds: [] });
    expect((await deedsBy(db, { liaisonId: here.liaisonId, page: 1 })).total).toBe(2);
    expect((await deedsBy(db, { liaisonId: registrarId, page: 1 })).deeds).toEqual([]);
  });

  it('is settled once by the registrar, and the person hears how', async () => {
    const consentId = await chosen();
    const settle = (actor = registrar()) =>
      settleDispute(db, { actor, consentId, words: '和双方都谈过', now: after({ hours: 2 }) });
    expect(await settle()).toBe(false);
    await object(consentId);
    expect(await settle(registrar(here.west))).toBe(false);
    expect(await settle()).toBe(true);
    expect(await settle()).toBe(false);
    expect((await seen()).disputed).toEqual([]);
    expect((await deedsFor(db, here.elder))[0]?.dispute).toMatchObject({
      open: false,
      end: { words: '和双方都谈过' },
    });
    expect((await told(here.elder)).some((line) => line.startsWith('教务看过了'))).toBe(true);
  });

  it('is undone by the registrar when the person calls', async () => {
    const consentId = await chosen();
    const undo = (actor = registrar()) => undoFor(db, { actor, consentId, words: '本人来电，不想上了', now });
    expect(await undo(registrar(here.west))).toEqual({ outcome: 'not-found' });
    expect(await undo(here.liaison)).toEqual({ outcome: 'not-found' });
    expect(await undo()).toMatchObject({ outcome: 'withdrawn' });
    expect(await undo()).toMatchObject({ outcome: 'refused', reason: 'not-enrolled' });
    expect((await deedsFor(db, here.elder))[0]).toMatchObject({ standing: null, dispute: null });
    const line = await db
      .selectFrom('journal_entry')
      .select(['actor_id', 'on_behalf_of'])
      .where('action', '=', 'assistance.undone')
      .executeTakeFirst();
    expect(line).toEqual({ actor_id: registrarId, on_behalf_of: here.elder });
    const spoken = { actor: registrar(), by: 'registrar', words: '本人说没同意过', now } as const;
    expect(await dispute(db, { ...spoken, consentId })).toMatchObject({ outcome: 'noted', undone: false });
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});
