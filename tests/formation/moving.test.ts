import { beforeEach, expect, it } from 'vitest';
import { changeCohort } from '#app/features/formation/cohorts.server.ts';
import { confirmFormation } from '#app/features/formation/confirming.server.ts';
import { sayGoal } from '#app/features/formation/goals.server.ts';
import { moveByHand, undoMoves } from '#app/features/formation/moves.server.ts';
import { ownPlace } from '#app/features/formation/own-place.server.ts';
import { formationOf } from '#app/features/formation/reading.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now, withPolicies } from '#tests/support/world.ts';
import { aFullSection, type Classroom, placed, propose, seats } from './classroom.ts';

describeOnBothDatabases('hand moves and what a learner sees', (open) => {
  let db: Db;
  let room: Classroom;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    room = await aFullSection(db, 44);
    await propose(db, room.section);
  });

  const at = () => ({ actor: academy, sectionId: room.section.sectionId, now });
  const move = (enrolmentIds: readonly string[], cohort: number, group: number, why = '') =>
    moveByHand(db, { ...at(), enrolmentIds, to: { cohort, group }, why });
  const some = (count: number) => room.people.slice(0, count).map(({ enrolmentId }) => enrolmentId);
  const told = async (personId: string) =>
    (await unreadNotices(db, personId)).filter(({ kind }) => kind === 'formation');
  const placeOf = async (personId: string) =>
    (await placed(db, room.section)).find((one) => one.personId === personId)?.place;

  it('stay when it is proposed again, with the reason that was given', async () => {
    expect(await move(some(3), 2, 1, '要一起来回')).toMatchObject({ ok: true, moved: 3 });
    // The journal names several people in one line, so their words are not in it.
    const lines = await db.selectFrom('journal_entry').select(['action', 'detail']).execute();
    expect(lines.filter(({ detail }) => detail.includes('要一起来回'))).toEqual([]);
    expect(lines.map(({ action }) => action)).toContain('formation.moved');
    await propose(db, room.section, { seed: 'seed-9', another: true });
    for (const { personId } of room.people.slice(0, 3))
      expect(await placeOf(personId)).toEqual({
        cohort: 2,
        group: 1,
        reason: '教务安排在这里：要一起来回。',
        byHand: true,
      });
    expect((await placed(db, room.section)).filter(({ place }) => place?.byHand)).toHaveLength(3);
  });

  it('are undone by the press, and one by one; then the proposal is what it was', async () => {
    const before = await seats(db, room.section);
    const first = await move(some(2), 1, 1);
    const second = await move(some(1), 2, 3);
    if (!first.ok || !second.ok) throw new Error('not moved');
    const undo = (which: Parameters<typeof undoMoves>[1]['which']) => undoMoves(db, { ...at(), which });
    const [one, other] = room.people;
    // The first of the two has been moved on: only the other goes back.
    expect(await undo({ batchId: first.batchId })).toEqual({ undone: 1 });
    expect(await placeOf(one?.personId ?? '')).toMatchObject({ cohort: 2, group: 3, byHand: true });
    expect((await seats(db, room.section)).get(other?.personId ?? '')).toBe(
      before.get(other?.personId ?? ''),
    );
    expect(await undo({ enrolmentId: one?.enrolmentId ?? '' })).toEqual({ undone: 1 });
    expect(await undo({ enrolmentId: one?.enrolmentId ?? '' })).toEqual({ undone: 0 });
    expect(await seats(db, room.section)).toEqual(before);
    await propose(db, room.section);
    expect(await seats(db, room.section)).toEqual(before);
  });

  it('go to a group that is there or to the next one, nowhere else', async () => {
    expect(await move(some(1), 3, 1)).toEqual({ ok: false, reason: 'no-such-place' });
    expect(await move(some(1), 1, 6)).toEqual({ ok: false, reason: 'no-such-place' });
    expect(await move(['00000000-0000-7000-8000-000000000000'], 1, 1)).toEqual({
      ok: false,
      reason: 'nobody',
    });
    expect(await move(some(2), 1, 5)).toMatchObject({ ok: true, moved: 2 });
    expect(await move(some(2), 1, 5)).toEqual({ ok: false, reason: 'nobody' });
  });

  it('after confirmation tell who was moved, and nobody else', async () => {
    await confirmFormation(db, at());
    const [one, other] = room.people;
    const outcome = await move([one?.enrolmentId ?? ''], 1, 5, '换到离家近的组');
    const notices = await told(one?.personId ?? '');
    expect(notices).toHaveLength(2);
    expect(
      notices.some(({ title, body }) => title.endsWith('你在一班第 5 组') && body.includes('换到离家近的组')),
    ).toBe(true);
    expect(await told(other?.personId ?? '')).toHaveLength(1);
    if (outcome.ok) await undoMoves(db, { ...at(), which: { batchId: outcome.batchId } });
    expect(await told(one?.personId ?? '')).toHaveLength(3);
  });

  it('show somebody their own group only, and only once it is confirmed', async () => {
    const [one] = room.people;
    if (!one) throw new Error('nobody');
    const own = () => ownPlace(db, { enrolmentId: one.enrolmentId, personId: one.personId });
    expect(await own()).toEqual({ goal: null, open: true, waits: false, place: null });
    await sayGoal(db, { ...one, goal: 'team', now });
    await sayGoal(db, { ...one, goal: 'project', now });
    expect(await own()).toMatchObject({ goal: 'project', place: null });
    await sayGoal(db, { ...one, goal: null, now });
    expect(await own()).toMatchObject({ goal: null });
    await confirmFormation(db, at());
    const seen = await own();
    const place = await placeOf(one.personId);
    expect(seen).toMatchObject({ open: false, place: { group: place?.group, reason: place?.reason } });
    const group = (await placed(db, room.section)).filter(
      (other) => other.place?.cohort === place?.cohort && other.place?.group === place?.group,
    );
    expect(seen?.place?.mates).toHaveLength(group.length - 1);
    expect(
      await ownPlace(db, { enrolmentId: one.enrolmentId, personId: room.people[1]?.personId ?? '' }),
    ).toBeNull();
    expect(
      await sayGoal(db, { ...one, personId: room.people[1]?.personId ?? '', goal: 'team', now }),
    ).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('leave names and head teachers of the cohorts, found by username or by a name that is one person’s', async () => {
    const head = await aPerson(db, { username: 'headteacher', name: '温如玉' });
    await aPerson(db, { username: 'twin-1', name: '齐心' });
    await aPerson(db, { username: 'twin-2', name: '齐心' });
    const change = (name: string, called: string, cohort = 1) =>
      changeCohort(db, { ...at(), cohort, name, head: called });
    expect(await change('晚班', '温如玉')).toEqual({ ok: true });
    expect(await change('二班', 'headteacher')).toEqual({ ok: false, reason: 'name-taken' });
    expect(await change('晚班', '没有人')).toEqual({ ok: false, reason: 'nobody-called-so' });
    expect(await change('晚班', '齐心')).toEqual({
      ok: false,
      reason: 'several',
      usernames: ['twin-1', 'twin-2'],
    });
    expect(await change('晚班', '', 7)).toEqual({ ok: false, reason: 'not-found' });
    await propose(db, room.section);
    expect((await formationOf(db, room.section.sectionId))?.cohorts).toEqual([
      { number: 1, name: '晚班', head: { personId: head, name: '温如玉' } },
      { number: 2, name: '二班', head: null },
    ]);
    expect((await placed(db, room.section)).some(({ place }) => place?.reason.includes('一班'))).toBe(false);
  });
});
