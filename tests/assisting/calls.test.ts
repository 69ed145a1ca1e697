import { beforeEach, expect, it } from 'vitest';
import { announceCalls } from '#app/features/assisting/announcing-calls.server.ts';
import { noteCall } from '#app/features/assisting/calls.server.ts';
import {
  callsToMake,
  mustBeCalled,
  offersToCall,
  offerToCall,
} from '#app/features/assisting/offers-to-call.server.ts';
import { setPassword } from '#app/features/identity/accounts.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { somebody } from '#tests/assessment/record.ts';
import { breaches, choose } from '#tests/selection/desk.ts';
import { aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, consent, type Neighbourhood } from './neighbourhood.ts';

describeOnBothDatabases('calls about offered seats', (open) => {
  let db: Db;
  let here: Neighbourhood;
  let section: Section;
  let young: string;
  /** One seat, taken; in line a young neighbour, the elder and a stranger; seats for all three are offered now. */
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    here = await aNeighbourhood(db);
    young = await somebody(db, '白小青', [['resident', here.east]]);
    await setPassword(db, { actor: academy, personId: young, password: 'quiet-garden-7', now });
    section = await aSection(db, { capacity: 1, meetsIn: [30, 200], startsOn: '2026-11-25' });
    await choose(db, await aLearner(db), { section });
    for (const [ms, personId] of [young, here.elder, here.stranger].entries())
      await choose(db, { personId, actor: actorOf(personId, '自己') }, { section, at: after({ ms }) });
    await changeCapacity(db, { actor: academy, sectionId: section.sectionId, capacity: 4, now });
  });

  const list = (actor = here.liaison, at = now) => offersToCall(db, { actor, now: at });
  const names = async (actor = here.liaison, at = now) => (await list(actor, at)).map(({ name }) => name);
  const offerOf = async (personId: string) => {
    const query = db.selectFrom('seat_offer').select('id').where('person_id', '=', personId);
    return (await query.executeTakeFirstOrThrow()).id;
  };
  const call = async (
    personId: string,
    outcome: 'accept' | 'decline' | 'no-answer',
    { actor = here.liaison, at = now } = {},
  ) =>
    noteCall(db, {
      actor,
      offerId: await offerOf(personId),
      call: { outcome, ...consent, means: 'phone', agreed: 'yes' },
      now: at,
    });
  const calls = () => db.selectFrom('offer_call').selectAll().orderBy('at').execute();

  it('are listed for the people of the scope, those who must be called first', async () => {
    expect(await names()).toEqual(['安秀兰', '白小青']);
    expect((await list())[0]).toMatchObject({ elder: true, hasAccount: false, unanswered: 0 });
    expect((await list())[1]).toMatchObject({ elder: false, hasAccount: true });
    expect((await list())[0]?.expiresAt).toBe(after({ hours: 48 }).toISOString());
    expect(await names(actorOf(here.liaisonId, '西', ['liaison', here.west]))).toEqual(['曹阿暖']);
    expect(await names(actorOf(here.liaisonId, '学员'))).toEqual([]);
    expect(await names(actorOf(here.elder, '安秀兰', ['liaison', here.east]))).toEqual(['白小青']);
    expect(await names(here.liaison, after({ hours: 48 }))).toEqual([]);
  });

  it('order those who must be called by deadline', async () => {
    await db
      .updateTable('seat_offer')
      .set({ expires_at: after({ hours: 1 }).toISOString() })
      .where('person_id', '=', young)
      .execute();
    const late = await somebody(db, '曾阿婆', [['senior-learner', here.east]]);
    await db
      .updateTable('seat_offer')
      .set({ person_id: late, expires_at: after({ hours: 5 }).toISOString() })
      .where('person_id', '=', here.stranger)
      .execute();
    expect(await names()).toEqual(['曾阿婆', '安秀兰', '白小青']);
  });

  it('are counted all, however many are listed, by the same rule as they are listed', async () => {
    expect(await callsToMake(db, { actor: here.liaison, now })).toMatchObject({
      toCallInAll: 1,
      othersInAll: 1,
    });
    const west = actorOf(here.liaisonId, '西', ['liaison', here.west]);
    expect(await callsToMake(db, { actor: west, now })).toMatchObject({ toCallInAll: 1, othersInAll: 0 });
    for (const [band, toCall] of [
      ['50-59', 1],
      ['60-69', 2],
      ['100-104', 2],
      ['9-12', 1],
      [null, 1],
    ] as const) {
      await db.updateTable('person').set({ age_band: band }).where('id', '=', young).execute();
      expect(await callsToMake(db, { actor: here.liaison, now }), `${band}`).toMatchObject({
        toCallInAll: toCall,
      });
      expect((await list()).filter(mustBeCalled), `${band}`).toHaveLength(toCall);
    }
  });

  it('are told once to the liaisons of the place, though the worker looks twice', async () => {
    await db
      .insertInto('role_grant')
      .values(
        [
          [here.liaisonId, here.east.id],
          [here.gone, here.west.id],
        ].map(([personId = '', unitId]) => ({
          ...{ id: newId(), person_id: personId, role: 'liaison', org_unit_id: unitId, school: null },
          ...{ valid_from: '2020-01-01', valid_to: null, granted_by: null, granted_at: now.toISOString() },
        })),
      )
      .execute();
    const announce = () => announceCalls(db, { limit: 200, now });
    expect((await Promise.all([announce(), announce()])).reduce((a, b) => a + b)).toBe(2);
    expect(await announce()).toBe(0);
    const told = await unreadNotices(db, here.liaisonId);
    expect(told).toMatchObject([{ title: '请打电话问安秀兰：等到名额了', link: '/assist' }]);
    expect(await unreadNotices(db, here.gone)).toMatchObject([{ title: '请打电话问曹阿暖：等到名额了' }]);
  });

  it('without an answer are noted, and the offer stays', async () => {
    expect(await call(here.elder, 'no-answer')).toEqual({ outcome: 'noted' });
    expect(await call(here.elder, 'no-answer', { at: after({ hours: 2 }) })).toEqual({ outcome: 'noted' });
    expect((await list())[0]).toMatchObject({
      unanswered: 2,
      lastCallAt: after({ hours: 2 }).toISOString(),
    });
    expect(await calls()).toMatchObject([
      { by_person_id: here.liaisonId, outcome: 'no-answer' },
      { by_person_id: here.liaisonId, outcome: 'no-answer' },
    ]);
  });

  it('take the seat for somebody, with consent and trace', async () => {
    expect(await call(here.elder, 'accept')).toMatchObject({ outcome: 'done', action: 'accept' });
    expect(await names()).toEqual(['白小青']);
    const answer = await db.selectFrom('offer_answer').selectAll().executeTakeFirstOrThrow();
    expect(answer).toMatchObject({ answer: 'accepted', by_person_id: here.liaisonId });
    const own = db.selectFrom('enrolment').selectAll().where('person_id', '=', here.elder);
    expect(await own.execute()).toMatchObject([{ acted_by: here.liaisonId, active: 1 }]);
    expect(await calls()).toMatchObject([{ outcome: 'reached', words: consent.words }]);
    const [stored] = await db.selectFrom('assisted_consent').selectAll().execute();
    expect(stored).toMatchObject({ action: 'accept', means: 'phone', person_id: here.elder });
    expect(await call(here.elder, 'accept')).toMatchObject({ outcome: 'refused', reason: 'not-found' });
    expect(await call(here.elder, 'no-answer')).toEqual({ outcome: 'not-found' });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('give the seat up, and it goes on', async () => {
    expect(await call(young, 'decline')).toMatchObject({ outcome: 'done', action: 'decline' });
    expect(await names()).toEqual(['安秀兰']);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('are refused after the deadline, and write nothing', async () => {
    expect(await call(here.elder, 'accept', { at: after({ hours: 48 }) })).toMatchObject({
      outcome: 'refused',
      reason: 'expired',
    });
    for (const table of ['offer_call', 'assisted_consent'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it('are nobody else’s', async () => {
    const offerId = await offerOf(here.stranger);
    const all = ['accept', 'decline', 'no-answer'] as const;
    for (const outcome of all) expect(await call(here.stranger, outcome)).toEqual({ outcome: 'not-found' });
    expect(await offerToCall(db, { actor: here.liaison, offerId, now })).toBeNull();
    for (const unknown of [newId(), 'x'])
      expect(await offerToCall(db, { actor: here.liaison, offerId: unknown, now })).toBeNull();
    const self = actorOf(here.elder, '安秀兰', ['liaison', here.east]);
    expect(await call(here.elder, 'accept', { actor: self })).toEqual({ outcome: 'not-found' });
    expect(await calls()).toEqual([]);
  });
});
