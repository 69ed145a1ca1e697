import { beforeEach, expect, it } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { changeCapacity, expireOffers } from '#app/features/selection/offers.server.ts';
import { seatsOf, waitlistOf } from '#app/features/selection/reading.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, fourLearners, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { answer, breaches, choose, leave, place } from './desk.ts';

const until = (hours: number) => after({ hours }).toISOString();

describeOnBothDatabases('an offered seat', (open) => {
  let db: Db;
  let section: Section;
  let [holder, first, second, third]: Learner[] = [];
  /** One seat, taken, and three in line. */
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aSection(db, { capacity: 1, meetsIn: [30, 200], startsOn: '2026-11-20' });
    const people = await fourLearners(db);
    [holder, first, second, third] = people;
    for (const [ms, who] of people.entries()) await choose(db, who, { section, at: after({ ms }) });
  });

  const who = (learner: Learner | undefined): Learner => {
    if (!learner) throw new Error('nobody');
    return learner;
  };
  const places = async () => Promise.all([first, second, third].map((learner) => place(db, who(learner))));
  const seats = async () => (await seatsOf(db, [section.sectionId])).get(section.sectionId);
  const told = async (learner: Learner | undefined) =>
    (await unreadNotices(db, who(learner).personId)).map(({ title }) => title);
  const expire = (at: Date, limit = 100) => expireOffers(db, { limit, now: at });
  const resize = (capacity: number) =>
    changeCapacity(db, { actor: academy, sectionId: section.sectionId, capacity, now });
  const end = (kind: 'ended' | 'cancelled') =>
    closeSection(db, { actor: academy, sectionId: section.sectionId, kind, reason: '课已上完', now });
  const say = (learner: Learner | undefined, how: 'accept' | 'decline', at = now) =>
    answer(db, who(learner), how, { section, at });
  const free = () => leave(db, who(holder), { section });

  it('stays open while there are no rules to pin by', async () => {
    await free();
    await db.deleteFrom('policy_version').where('kind', '=', 'rules').execute();
    expect(await say(first, 'accept')).toMatchObject({
      outcome: 'refused',
      refusal: { reason: 'closed', lacksRules: true },
    });
    expect((await places())[0]).toEqual([1, until(48)]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('goes to the first in line, with a deadline, and stays taken', async () => {
    await free();
    expect(await places()).toEqual([
      [1, until(48)],
      [2, null],
      [3, null],
    ]);
    expect(await seats()).toEqual({ capacity: 1, taken: 1 });
    expect(await told(first)).toEqual([`《${section.title}》有名额了`]);
    expect(await told(second)).toEqual([]);
    const back = (waitlist: boolean) =>
      choose(db, who(holder), { section, waitlist, at: after({ hours: 1 }) });
    expect(await back(false)).toEqual({ outcome: 'refused', refusal: { reason: 'full' } });
    expect(await back(true)).toMatchObject({ outcome: 'waitlisted', position: 4 });
    const waiting = await waitlistOf(db, section.sectionId);
    expect(waiting.map(({ personId, offerExpiresAt }) => [personId, offerExpiresAt])).toEqual(
      [first, second, third, holder].map((learner, index) => [
        learner?.personId,
        index === 0 ? until(48) : null,
      ]),
    );
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('becomes an enrolment when accepted, once', async () => {
    await free();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => say(first, 'accept')));
    expect(outcomes.filter(({ outcome }) => outcome === 'enrolled')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'not-found')).toHaveLength(5);
    expect(await places()).toEqual([null, [1, null], [2, null]]);
    expect(await seats()).toEqual({ capacity: 1, taken: 1 });
    expect(await leave(db, who(first), { section })).toMatchObject({ was: 'enrolled' });
    expect(await places()).toEqual([null, [1, until(48)], [2, null]]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('goes on to the next when declined, or when its owner leaves the line', async () => {
    await free();
    expect(await say(first, 'decline')).toEqual({ outcome: 'declined' });
    expect(await say(first, 'decline')).toEqual({ outcome: 'not-found' });
    expect(await places()).toEqual([null, [1, until(48)], [2, null]]);
    expect(await leave(db, who(second), { section })).toMatchObject({ was: 'waiting' });
    expect(await places()).toEqual([null, null, [1, until(48)]]);
    expect(await say(third, 'decline')).toEqual({ outcome: 'declined' });
    expect(await seats()).toEqual({ capacity: 1, taken: 0 });
    const exits = await db.selectFrom('waitlist_exit').select('kind').execute();
    expect(exits.map(({ kind }) => kind).sort()).toEqual(['declined', 'declined', 'left']);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('expires at its deadline and goes on to the next', async () => {
    await free();
    expect(await expire(after({ hours: 48, ms: -1 }))).toBe(0);
    expect(await say(first, 'accept', after({ hours: 48 }))).toEqual({ outcome: 'expired' });
    expect(await expire(after({ hours: 48 }))).toBe(1);
    expect(await expire(after({ hours: 48 }))).toBe(0);
    expect(await places()).toEqual([null, [1, until(96)], [2, null]]);
    expect((await told(first)).sort()).toEqual(
      [`《${section.title}》有名额了`, `《${section.title}》的名额没有及时确认`].sort(),
    );
    expect(await say(first, 'accept', after({ hours: 49 }))).toEqual({ outcome: 'not-found' });
    expect(await expire(after({ hours: 200 }))).toBe(1);
    expect(await expire(after({ hours: 400 }))).toBe(1);
    expect(await seats()).toEqual({ capacity: 1, taken: 0 });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('expires once when several workers look at once, a few at a time', async () => {
    expect(await resize(3)).toEqual({ ok: true });
    expect(await places()).toEqual([
      [1, until(48)],
      [2, until(48)],
      [3, null],
    ]);
    expect(await expire(after({ hours: 48 }), 1)).toBe(1);
    const late = after({ hours: 99 });
    const ended = await Promise.all(Array.from({ length: 4 }, () => expire(late)));
    expect(ended.reduce((sum, each) => sum + each, 0)).toBe(2);
    expect(await places()).toEqual([null, null, null]);
    expect(await seats()).toEqual({ capacity: 3, taken: 1 });
    expect(await db.selectFrom('offer_answer').selectAll().execute()).toHaveLength(3);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('expires although another cannot be ended, and the worker is told of that one', async () => {
    expect(await resize(3)).toEqual({ ok: true });
    const [broken] = await db
      .selectFrom('seat_offer')
      .select(['id', 'person_id'])
      .orderBy('expires_at')
      .orderBy('id')
      .execute();
    // An answer that nobody should have written: its own comes twice.
    const row = { offer_id: broken?.id ?? '', answer: 'declined', at: until(1), by_person_id: null };
    await db.insertInto('offer_answer').values(row).execute();
    await expect(expire(after({ hours: 48 }))).rejects.toThrow(/^1 of 2 failed/);
    const open = await db.selectFrom('seat_offer').select('person_id').where('open', '=', 1).execute();
    // The other seat went on to the third in line.
    expect(open.map(({ person_id }) => person_id).sort()).toEqual(
      [broken?.person_id, who(third).personId].sort(),
    );
    await db.deleteFrom('offer_answer').where('offer_id', '=', row.offer_id).execute();
    expect(await expire(after({ hours: 48 }))).toBe(1);
  });

  it('is refused while it clashes, and waits for its owner to make room', async () => {
    const clashing = await aSection(db, { termId: section.termId, meetsIn: [31] });
    await choose(db, who(first), { section: clashing });
    await free();
    expect(await say(first, 'accept')).toMatchObject({
      outcome: 'refused',
      refusal: { reason: 'clash', with: clashing.title },
    });
    expect((await places())[0]).toEqual([1, until(48)]);
    await leave(db, who(first), { section: clashing });
    expect(await say(first, 'accept', after({ hours: 47 }))).toMatchObject({ outcome: 'enrolled' });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('may be accepted after the window, but not in a closed class', async () => {
    await free();
    await end('ended');
    expect(await say(first, 'accept')).toMatchObject({ refusal: { reason: 'closed' } });
    await db.deleteFrom('section_closure').execute();
    await db.deleteFrom('term_window').execute();
    expect(await say(first, 'accept')).toMatchObject({ outcome: 'enrolled' });
  });

  it('is not made in a closed class: the seat is simply free', async () => {
    await free();
    await end('cancelled');
    expect(await say(first, 'decline')).toEqual({ outcome: 'declined' });
    expect(await seats()).toEqual({ capacity: 1, taken: 0 });
    expect(await places()).toEqual([null, [1, null], [2, null]]);
    expect(await told(second)).toEqual([]);
  });

  it('comes from new seats as well, for as many as wait', async () => {
    expect(await resize(2)).toEqual({ ok: true });
    expect(await places()).toEqual([
      [1, until(48)],
      [2, null],
      [3, null],
    ]);
    expect(await resize(9)).toEqual({ ok: true });
    expect(await places()).toEqual([
      [1, until(48)],
      [2, until(48)],
      [3, until(48)],
    ]);
    expect(await seats()).toEqual({ capacity: 9, taken: 4 });
    expect(await resize(3)).toEqual({ ok: false, reason: 'taken' });
    expect(await resize(4)).toEqual({ ok: true });
    const unknown = { actor: academy, sectionId: newId(), capacity: 5, now };
    expect(await changeCapacity(db, unknown)).toEqual({ ok: false, reason: 'not-found' });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('is nobody else’s', async () => {
    await free();
    for (const learner of [holder, second])
      expect(await say(learner, 'accept')).toEqual({ outcome: 'not-found' });
    const nowhere = { ...section, sectionId: newId() };
    expect(await answer(db, who(first), 'accept', { section: nowhere })).toEqual({ outcome: 'not-found' });
    expect((await places())[0]).toEqual([1, until(48)]);
  });
});
