import { beforeEach, expect, it } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { endedLinesOf, endLines } from '#app/features/selection/line-ends.server.ts';
import { changeCapacity } from '#app/features/selection/offers.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { applyChange } from '#app/features/selection/section-actions.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import {
  academy,
  after,
  fourLearners,
  type Learner,
  learners,
  now,
  withPolicies,
} from '#tests/support/world.ts';
import { breaches, choose, leave, place } from './desk.ts';

describeOnBothDatabases('a waitlist', (open) => {
  let db: Db;
  let section: Section;
  let holder: Learner;
  let waiting: Learner[];
  /** One seat, taken, and three in line, for a class that meets once, in thirty hours; its window closes in two days. */
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aSection(db, { capacity: 1, meetsIn: [30, 80], startsOn: '2026-11-23' });
    const people = await fourLearners(db);
    [holder] = people;
    waiting = people.slice(1);
    for (const [ms, who] of people.entries()) await choose(db, who, { section, at: after({ ms }) });
  });

  const places = () => Promise.all(waiting.map((who) => place(db, who)));
  const seats = async () => (await seatsOf(db, [section.sectionId])).get(section.sectionId);
  const told = async ({ personId }: Learner) =>
    (await unreadNotices(db, personId)).map(({ title, body, link }) => `${title} ${body} ${link}`);
  const nobody = [null, null, null];

  it('goes on while somebody may give up a seat', async () => {
    expect(await endLines(db, { now })).toBe(0);
    expect(await endLines(db, { now: after({ hours: 40 }) })).toBe(0);
    expect(await places()).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  it('goes on while changes are still to come, even after the first meeting', async () => {
    const { term_id: termId } = await db
      .selectFrom('section')
      .select('term_id')
      .where('id', '=', section.sectionId)
      .executeTakeFirstOrThrow();
    const [opensAt, closesAt] = [after({ hours: 60 }).toISOString(), after({ hours: 70 }).toISOString()];
    await db
      .insertInto('term_window')
      .values({ id: newId(), term_id: termId, kind: 'add-drop', opens_at: opensAt, closes_at: closesAt })
      .execute();
    expect(await endLines(db, { now: after({ hours: 55 }) })).toBe(0);
    expect(await endLines(db, { now: after({ hours: 72 }) })).toBe(3);
  });

  it('ends when its section has begun and takes no more changes, and says so where places are shown', async () => {
    const late = after({ hours: 50 });
    expect(await endLines(db, { now: late })).toBe(3);
    expect(await places()).toEqual(nobody);
    const [first] = waiting as [Learner];
    expect(await told(first)).toEqual([
      `《${section.title}》的候补结束了 这个班已经开课，选课和退选也截止了，候补到此结束，没有等到名额。可以看看同一门课有没有别的班，或者等下个学期再选。 /courses/${section.course.code}`,
    ]);
    expect(await endedLinesOf(db, first.personId, late)).toMatchObject([
      { sectionTitle: section.title, endedAt: late.toISOString(), words: expect.stringMatching(/已经开课/) },
    ]);
    expect(await endedLinesOf(db, first.personId, after({ hours: 50 + 31 * 24 }))).toEqual([]);
    expect(await endedLinesOf(db, holder.personId, late)).toEqual([]);
    expect(await endLines(db, { now: late })).toBe(0);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('ends with a section that is closed, and gives back the seats that were on offer', async () => {
    await leave(db, holder, { section });
    expect((await places())[0]?.[1]).not.toBeNull();
    await closeSection(db, {
      actor: academy,
      sectionId: section.sectionId,
      kind: 'cancelled',
      reason: '人数不够',
      now,
    });
    const other = await aSection(db, { capacity: 1 });
    expect(await endLines(db, { sectionId: other.sectionId, now })).toBe(0);
    expect(await endLines(db, { sectionId: section.sectionId, now })).toBe(3);
    expect(await places()).toEqual(nobody);
    expect(await seats()).toEqual({ capacity: 1, taken: 0 });
    for (const who of waiting) expect((await told(who))[0]).toMatch(/候补结束了 这个班取消了/);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('ends although another cannot be ended, and the worker is told of that one', async () => {
    const others = await Promise.all(
      [0, 1].map(() => aSection(db, { capacity: 1, meetsIn: [30], startsOn: '2026-11-23' })),
    );
    for (const other of others)
      for (const learner of await learners(db, 2)) await choose(db, learner, { section: other });
    const [broken] = others.map(({ sectionId }) => sectionId).sort();
    const entry = await db
      .selectFrom('waitlist_entry')
      .select('id')
      .where('section_id', '=', broken ?? '')
      .executeTakeFirstOrThrow();
    // A way out that nobody should have written: its own comes twice.
    await db
      .insertInto('waitlist_exit')
      .values({ entry_id: entry.id, at: now.toISOString(), kind: 'left' })
      .execute();
    await expect(endLines(db, { now: after({ hours: 50 }) })).rejects.toThrow(/^1 of 3 failed/);
    const left = await db.selectFrom('waitlist_entry').select('id').where('active', '=', 1).execute();
    expect(left).toEqual([entry]);
  });

  it('ends with a class that the registrar ends, in the same moment, while others choose it', async () => {
    const end = { actor: academy, sectionId: section.sectionId, now } as const;
    const change = { means: 'end', reason: '课已上完' } as const;
    const late = await learners(db, 3);
    const [ended, again] = await Promise.all([
      applyChange(db, { ...end, change }),
      applyChange(db, { ...end, change }),
      ...late.map((who) => choose(db, who, { section })),
    ]);
    expect([ended, again]).toEqual([{ ok: true }, { ok: true }]);
    // Whoever had looked before it ended and came into the line behind it is found by the worker.
    await endLines(db, { now });
    expect(await db.selectFrom('waitlist_entry').select('id').where('active', '=', 1).execute()).toEqual([]);
    expect(await seats()).toEqual({ capacity: 1, taken: 1 });
    const unknown = { ...end, sectionId: newId() };
    expect(await applyChange(db, { ...unknown, change })).toEqual({ ok: false, reason: 'not-found' });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('keeps a seat on offer until its deadline when the section begins, but not once it is over', async () => {
    await leave(db, holder, { section, at: after({ hours: 40 }) });
    expect(await endLines(db, { now: after({ hours: 60 }) })).toBe(2);
    expect(await places()).toEqual([[1, after({ hours: 88 }).toISOString()], null, null]);
    expect(await endLines(db, { now: after({ hours: 83 }) })).toBe(1);
    expect(await seats()).toEqual({ capacity: 1, taken: 0 });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('gets no offer of a section that is over', async () => {
    const past = await aSection(db, { termId: section.termId, capacity: 1, meetsIn: [1] });
    const [first] = waiting as [Learner];
    await choose(db, holder, { section: past });
    await choose(db, first, { section: past });
    await leave(db, holder, { section: past, at: after({ hours: 4 }) });
    expect(await db.selectFrom('seat_offer').selectAll().execute()).toEqual([]);
    await changeCapacity(db, {
      actor: academy,
      sectionId: past.sectionId,
      capacity: 2,
      now: after({ hours: 4 }),
    });
    expect(await db.selectFrom('seat_offer').selectAll().execute()).toEqual([]);
    expect(await endLines(db, { now: after({ hours: 4 }) })).toBe(1);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('ends once when several workers look at once', async () => {
    const ended = await Promise.all(
      Array.from({ length: 4 }, () => endLines(db, { now: after({ hours: 50 }) })),
    );
    expect(ended.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(await told(waiting[0] as Learner)).toHaveLength(1);
  });
});
