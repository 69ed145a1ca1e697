import { beforeEach, expect, it } from 'vitest';
import { lockYear } from '#app/features/closing/closings.server.ts';
import { answerObjection } from '#app/features/closing/objections.server.ts';
import { yearDesk } from '#app/features/closing/year-desk.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, withRole } from '#tests/support/world.ts';
import { aYear, january, later, must, type SmallYear, shown, YEAR } from './year.ts';

const PEOPLE = 51;

describeOnBothDatabases('more objections than fit on a page', (open) => {
  let db: Db;
  let small: SmallYear;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
  });

  /** Everybody objects, one a second. */
  async function objected(posts: Parameters<typeof somebody>[2]): Promise<void> {
    const people: string[] = [];
    for (let i = 0; i < PEOPLE; i++) people.push(await somebody(db, `人${i}`, posts));
    const closing_id = await shown(small);
    const answers = people.map((person_id, i) => ({
      ...{ id: `objection-${String(i).padStart(2, '0')}`, closing_id, person_id, kind: 'objected' },
      ...{ words: '少了一门课。', number: 1, seen_hash: 'x' },
      at: new Date(january.getTime() + i * 1_000).toISOString(),
    }));
    await db.insertInto('statement_answer').values(answers).execute();
  }

  const desk = (actor: Actor, page?: number) =>
    yearDesk(db, { actor, year: YEAR, now: later, ...(page ? { page } : {}) });

  /** Answers what the desk shows at first, until nothing of it waits. */
  async function answered(actor: Actor): Promise<number> {
    let replies = 0;
    for (let looks = 0; looks < 3; looks++) {
      const { objections } = await desk(actor);
      for (const { id: answerId } of objections.filter(({ reply }) => !reply)) {
        must(await answerObjection(db, { actor, year: YEAR, answerId, words: '核对过了。', now: later }));
        replies += 1;
      }
    }
    return replies;
  }

  it('are all reached from the desk, and then the year is locked', async () => {
    await objected([['building-head', small.east]]);
    const [locking, actor] = small.registrars;
    const lock = () => lockYear(db, { actor: locking, year: YEAR, now: later });
    expect(await lock()).toEqual({ ok: false, reason: 'objections', count: PEOPLE });
    expect(await answered(actor)).toBe(PEOPLE);
    expect(await lock()).toMatchObject({ ok: true });
  });

  it('are all reached by whoever keeps a part of the organisation', async () => {
    await objected([['building-head', small.east]]);
    const { actor } = withRole(await aLearner(db, '东园教务'), 'registrar', small.east.path);
    expect(await answered(actor)).toBe(PEOPLE);
  });

  it('are turned over page by page: what waits first, each as it came', async () => {
    await objected([['building-head', small.east]]);
    const [actor] = small.registrars;
    must(
      await answerObjection(db, {
        ...{ actor, year: YEAR, now: later },
        answerId: 'objection-00',
        words: '核对过了。',
      }),
    );
    const [first, second, third] = [await desk(actor), await desk(actor, 2), await desk(actor, 3)];
    expect(first.objections.map(({ id }) => Number(id.slice(-2)))).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    expect(second.objections).toMatchObject([{ id: 'objection-00', reply: { words: '核对过了。' } }]);
    expect([first.turning, second.turning, third.turning]).toEqual([
      { page: 1, hasMore: true },
      { page: 2, hasMore: false },
      { page: 3, hasMore: false },
    ]);
    expect(third.objections).toEqual([]);
  });
});
