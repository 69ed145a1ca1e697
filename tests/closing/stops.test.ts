import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { lockYear, previewYear } from '#app/features/closing/closings.server.ts';
import { StoppedAt } from '#app/features/closing/stops.server.ts';
import { yearDesk } from '#app/features/closing/year-desk.server.ts';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, withRole } from '#tests/support/world.ts';
import { advance, aYear, headWith, january, later, must, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('a walk over a year that stops', (open) => {
  let db: Db;
  let small: SmallYear;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    for (const name of ['安如山', '曹阿暖', '柏有余']) await headWith(small, name, 300);
  });

  const lock = async () => must(await lockYear(db, { actor: small.registrars[0], year: YEAR, now: later }));
  /** Goes on as the worker does, one person a batch, and says what failed. */
  const work = async (now: Date) => {
    const errors: unknown[] = [];
    await advanceRuns(db, { now, peopleAtOnce: 1, failed: (_, error) => errors.push(error) });
    return errors;
  };
  const desk = async (actor: Actor = small.registrars[1]) => yearDesk(db, { actor, year: YEAR, now: later });
  const stopOf = async (actor?: Actor) =>
    (await desk(actor)).runs.findLast(({ stopped }) => stopped)?.stopped ?? null;
  /** A sum that is no exact number any more: the only thing that a frozen sheet refuses of what the product could write. */
  const earnBeyondCounting = async (personId: string) => {
    const ids: string[] = [];
    for (const id of ['one', 'another']) {
      const { entryId } = await postCredit(db, {
        ...{ personId, amount: 2 ** 52, ruleVersionId: small.ruleVersionId },
        ...{ occurredOn: `${YEAR}-05-0${ids.length + 1}`, source: { type: 'completion', id }, line: 'face' },
        ...{ category: 'A', elective: false, school: 'governance', title: '数不清的课' },
        ...{ computation: {}, evidence: {}, actor: null, now: january },
      });
      ids.push(entryId);
    }
    return ids;
  };

  it('at one person says at whom and since when, and goes on by itself once that is mended', async () => {
    const personId = await headWith(small, '程多多', 100);
    await headWith(small, '丁少少', 100);
    const [entryId = ''] = await earnBeyondCounting(personId);
    must(await previewYear(db, { actor: small.registrars[0], year: YEAR, now: later }));
    expect(await work(later)).toEqual([expect.any(StoppedAt)]);
    const since = later.toISOString();
    expect(await stopOf()).toEqual({ since, at: { id: personId, name: '程多多' } });
    expect(await work(new Date(later.getTime() + 2_000))).toHaveLength(1);
    expect(await stopOf()).toMatchObject({ since });
    // Who keeps one part of the academy learns that it stopped, and of nobody elsewhere.
    const ofPart = withRole(await aLearner(db, '东园教务'), 'registrar', small.east.path).actor;
    expect(await stopOf(ofPart)).toEqual({ since, at: null });
    const [actor] = small.registrars;
    must(await reverseCredit(db, { actor, entryId, reason: '记错了', now: later }));
    expect(await work(later)).toEqual([]);
    expect(await stopOf()).toBeNull();
    expect((await desk()).preview?.end).toMatchObject({ people: 5 });
    expect(await db.selectFrom('closing_stop').selectAll().execute()).toEqual([]);
  });

  it('at anything else says that it stopped, how far it came, and names nobody', async () => {
    await shown(small);
    await lock();
    const { id, policies } = await db
      .selectFrom('closing_run')
      .select(['id', 'policies'])
      .where('kind', '=', 'freeze')
      .executeTakeFirstOrThrow();
    const pin = (text: string) =>
      db.updateTable('closing_run').set({ policies: text }).where('id', '=', id).execute();
    await pin(policies.replaceAll(small.ruleVersionId, 'gone'));
    expect(await work(later)).toHaveLength(1);
    expect(await stopOf()).toEqual({ since: later.toISOString(), at: null });
    expect((await desk()).state).toBe('freezing');
    await pin(policies);
    await advance(db, later);
    expect(await stopOf()).toBeNull();
    expect((await desk()).state).toBe('frozen');
  });

  it('is no more than a walk that ended: a stop that somebody noted too late means nothing', async () => {
    await shown(small);
    const { runs } = await desk();
    for (const { id } of runs)
      await db
        .insertInto('closing_stop')
        .values({ run_id: id, person_id: null, since: later.toISOString() })
        .execute();
    expect(await stopOf()).toBeNull();
  });

  it('stops at nobody whose credits the product posted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 4 }), async (amounts) => {
        const personId = await headWith(small, '傅一般', 0);
        for (const [at, amount] of amounts.entries())
          await postCredit(db, {
            ...{ personId, amount, ruleVersionId: small.ruleVersionId, occurredOn: `${YEAR}-0${at + 1}-03` },
            ...{ source: { type: 'completion', id: `${personId}-${at}` }, line: 'face', category: 'A' },
            ...{ elective: false, school: 'governance', title: '\ud800"一节\\课\u0000' },
            ...{ computation: {}, evidence: {}, actor: null, now: january },
          });
      }),
      { numRuns: 6 },
    );
    must(await previewYear(db, { actor: small.registrars[0], year: YEAR, now: later }));
    expect(await work(later)).toEqual([]);
  });
});
