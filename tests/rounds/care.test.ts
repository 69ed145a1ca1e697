import { beforeEach, expect, it } from 'vitest';
import { publishRound } from '#app/features/rounds/preparing.server.ts';
import { publication } from '#app/features/rounds/publication.server.ts';
import { applyingRound, roundById } from '#app/features/rounds/reading.server.ts';
import { makeRound } from '#app/features/rounds/rounds.server.ts';
import { newSeed } from '#app/features/rounds/tickets.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { freezeRound } from '#app/features/selection/closing-applications.server.ts';
import { sectionAtDesk } from '#app/features/selection/desk.server.ts';
import { dropRound } from '#app/features/selection/round-desk.server.ts';
import { lockedPreselectHold, preselectHold } from '#app/shell/preselect-guard.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { choose } from '#tests/selection/desk.ts';
import { aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, draw, drawable, firstOf, freeze, type Hall, rules } from './hall.ts';

const actor = academy;

describeOnBothDatabases('care for rounds', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  it('goes on with the others when one is broken, and says which', async () => {
    const [broken, sound] = [await aRound(db), await aRound(db)];
    for (const hall of [broken, sound]) {
      const who = await aLearner(db);
      await db.insertInto('application').values(application(hall, who)).execute();
      await db
        .insertInto('application_choice')
        .values({
          application_id: `a-${hall.roundId}`.slice(0, 36),
          preference: 1,
          section_id: firstOf(hall).sectionId,
        })
        .execute();
    }
    await advanceRounds(db, { actor, now: closed });
    await db
      .updateTable('round_seed')
      .set({ seed: newSeed() })
      .where('round_id', '=', broken.roundId)
      .execute();
    const failed: string[] = [];
    const steps = await advanceRounds(db, { actor, now: drawable, failed: (id) => failed.push(id) });
    expect([steps, failed]).toEqual([2, [broken.roundId]]);
    await expect(advanceRounds(db, { actor, now: drawable })).rejects.toThrow(/seed/);
  });

  const application = ({ roundId }: Hall, { personId }: Learner) => ({
    id: `a-${roundId}`.slice(0, 36),
    round_id: roundId,
    person_id: personId,
    ticket: roundId.slice(-8),
    most_places: 1,
    waitlist: 0,
    active: 1,
    applied_at: now.toISOString(),
  });

  it('keeps its time for applications once it is published', async () => {
    const termId = await aTerm(db, [
      { kind: 'preselect', from: after({ days: 5 }), to: after({ days: 6 }) },
      { kind: 'add-drop', from: after({ days: 8 }), to: after({ days: 12 }) },
    ]);
    const holds = () =>
      inTransaction(db, async (trx) => [
        await preselectHold(trx, termId),
        await lockedPreselectHold(trx, termId),
      ]);
    expect(await holds()).toEqual(['free', 'free']);
    const hall = await aRound(db, { termId, published: false });
    expect(await holds()).toEqual(['free', 'free']);
    await publishRound(db, { actor, roundId: hall.roundId, now });
    expect(await holds()).toEqual(['kept', 'kept']);
    await freezeRound(db, { actor, roundId: hall.roundId, now: after({ days: 7 }) });
    expect(await holds()).toEqual(['fixed', 'fixed']);
  });

  it('does not fix anything when its time for applications is gone', async () => {
    const hall = await aRound(db);
    await db
      .deleteFrom('term_window')
      .where('term_id', '=', hall.termId)
      .where('kind', '=', 'preselect')
      .execute();
    expect(await freeze(db, hall)).toEqual({ ok: false, reason: 'not-yet' });
    expect(await advanceRounds(db, { actor, now: drawable })).toBe(0);
  });

  it('is given up while it is not published, and locks nobody out when it was forgotten', async () => {
    const hall = await aRound(db, { published: false, sections: [{ capacity: 2 }] });
    const at = after({ days: 3 });
    expect(await choose(db, await aLearner(db), { section: firstOf(hall), at })).toMatchObject({
      outcome: 'enrolled',
    });
    expect(await dropRound(db, { actor, roundId: hall.roundId, now: at })).toBe(true);
    expect(await roundById(db, hall.roundId)).toBeNull();
    expect(await sectionAtDesk(db, firstOf(hall).sectionId)).toMatchObject({
      entry: 'first-come',
      undrawn: false,
    });
    const again = { actor, termId: hall.termId, ...rules, seed: newSeed(), now };
    expect(await makeRound(db, again)).toMatchObject({ ok: true });
    const published = await aRound(db);
    expect(await dropRound(db, { actor, roundId: published.roundId, now })).toBe(false);
    expect(await choose(db, await aLearner(db), { section: firstOf(published), at })).toMatchObject({
      refusal: { reason: 'closed' },
    });
  });

  it('comes first when it closes first, of two at a time', async () => {
    const until = (days: number) =>
      aTerm(db, [
        { kind: 'preselect', from: after({ days: -1 }), to: after({ days }) },
        { kind: 'add-drop', from: after({ days: 9 }), to: after({ days: 12 }) },
      ]);
    await aRound(db, { termId: await until(5) });
    const soon = await aRound(db, { termId: await until(2) });
    await aRound(db, { termId: await until(7) });
    expect((await applyingRound(db, now))?.id).toBe(soon.roundId);
  });

  it('puts its file together once for all who ask at the same time', async () => {
    const hall = await aRound(db, { sections: [{ capacity: 1 }] });
    await ask(db, await aLearner(db), hall.sections);
    expect(await publication(db, hall.roundId)).toBeNull();
    await draw(db, hall);
    const files = await Promise.all(Array.from({ length: 5 }, () => publication(db, hall.roundId)));
    expect(files[0]).not.toBeNull();
    // The same object, not one that is alike.
    for (const file of files) expect(file).toBe(files[0]);
  });
});
