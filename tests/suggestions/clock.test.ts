import { beforeEach, expect, it } from 'vitest';
import { suggestionChecks } from '#app/cli/checks/suggestions.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { acceptSuggestion, answerSuggestion } from '#app/features/suggestions/answering.server.ts';
import { waitingSuggestions } from '#app/features/suggestions/queue.server.ts';
import { followedSuggestion } from '#app/features/suggestions/reading.server.ts';
import { attendToOverdue } from '#app/features/suggestions/reminding.server.ts';
import { boxStatistics } from '#app/features/suggestions/statistics.server.ts';
import { WrittenLately } from '#app/features/suggestions/too-many.ts';
import type { Db } from '#db/database.ts';
import { holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now } from '#tests/support/world.ts';
import { answered, rowOf, writtenBy, writtenByNobody } from './box.ts';

/** The 22nd of November 2026 is a Sunday: received on it, taken up by Monday, answered by Friday the 27th. */
const on = (day: number) => after({ days: day - 22 });

describeOnBothDatabases('the clock of the box', (open) => {
  let db: Db;
  let learner: Learner;
  let registrar: Learner;
  beforeEach(async () => {
    db = await open();
    learner = await aLearner(db, '沈知秋');
    registrar = await holding(db, 'registrar', '顾明远');
  });
  const clean = async () => {
    for (const { name, run } of suggestionChecks)
      expect([name, await run(db, 'embedded')]).toEqual([name, null]);
  };
  const accept = (who: Learner, suggestionId: string, at = now) =>
    acceptSuggestion(db, { actor: who.actor, suggestionId, now: at });
  const answer = (who: Learner, suggestionId: string, at = now) =>
    answerSuggestion(db, { actor: who.actor, suggestionId, words: '下学期改到六点半。', now: at });

  it('is overdue by the calendar: whoever is responsible is reminded once of each day, and the writer is told so', async () => {
    const id = await writtenBy(db, learner);
    const attend = (at: Date) =>
      attendToOverdue(db, { limit: 10, now: at, failed: (_, error) => expect(error).toBeNull() });
    const next = async (at: Date) =>
      (await followedSuggestion(db, { actor: learner.actor, key: id, now: at }))?.next;
    expect(await attend(on(23))).toBe(0);
    expect(await next(on(24))).toBe('已超过受理期限 1 个工作日，可以打电话给联络员催一下。');
    expect(await attend(on(24))).toBe(1);
    expect(await next(on(24))).toBe('已超过受理期限 1 个工作日，已提醒负责人。');
    expect(await attend(on(25))).toBe(0);
    expect((await unreadNotices(db, registrar.personId)).map(({ link }) => link)).toEqual([
      `/admin/suggestions/${id}`,
    ]);
    await accept(registrar, id, on(26));
    // Saturday and Sunday are no working days.
    expect(await attend(on(28))).toBe(1);
    expect(await attend(on(33))).toBe(0);
    expect(await next(on(31))).toBe('已超过答复期限 2 个工作日，已提醒负责人。');
    expect(await waitingSuggestions(db, { actor: registrar.actor, now: on(31) })).toEqual({
      ...{ waiting: 1, overdue: true },
    });
    await answer(registrar, id, on(31));
    expect((await rowOf(db, id)).answered_in_time).toBe(0);
    await clean();
  });

  it('closes by itself when nobody says anything to the answer', async () => {
    const { id } = await writtenByNobody(db);
    await answered(db, registrar.actor, { suggestionId: id });
    const attend = (days: number) =>
      attendToOverdue(db, {
        limit: 10,
        now: after({ days }),
        failed: (_, error) => expect(error).toBeNull(),
      });
    expect(await attend(30)).toBe(0);
    expect(await attend(31)).toBe(1);
    expect(await rowOf(db, id)).toMatchObject({ state: 'closed', due_on: null });
    await clean();
  });

  it('counts in public from five on, on both sides of the line', async () => {
    const lately = new WrittenLately();
    const write = async (count: number) => {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1)
        ids.push((await writtenByNobody(db, { address: `192.0.2.${n}`, lately })).id);
      return ids;
    };
    const numbers = async (at: Date) => {
      const { received, inTime } = await boxStatistics(db, at);
      return { received, inTime };
    };
    const first = await write(4);
    expect(await numbers(on(23))).toEqual({ received: null, inTime: null });
    for (const suggestionId of [...first, ...(await write(1))])
      await answered(db, registrar.actor, { suggestionId, at: on(23) });
    expect(await numbers(on(23))).toEqual({ received: 5, inTime: { of: 5, inTime: 5 } });
    await write(4);
    expect(await numbers(on(27))).toEqual({ received: 9, inTime: null });
    expect(await numbers(on(28))).toEqual({ received: 9, inTime: null });
    await write(1);
    expect(await numbers(on(27))).toEqual({ received: 10, inTime: { of: 5, inTime: 5 } });
    expect(await numbers(on(28))).toEqual({ received: 10, inTime: { of: 10, inTime: 5 } });
  });
});
