import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { closeEvaluations } from '#app/features/evaluation/closing.server.ts';
import type { Db } from '#db/database.ts';
import { ask, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { aClass, evaluateOnly, manyHands, type Voter, vote, voters, withForms } from './classroom.ts';

const over = after({ days: 10 });

describeOnBothDatabases('when an evaluation window is over', (open) => {
  let db: Db;
  let section: Section;
  let done: Voter;
  let lacking: Voter;
  let voted: Voter;
  beforeEach(async () => {
    db = await open();
    await withForms(db);
    section = await aClass(db);
    await planRequirements(db, section.sectionId, [ask('quiz', 'q'), evaluateOnly(section)]);
    [done, lacking, voted] = (await voters(db, section, 3)) as [Voter, Voter, Voter];
    await quiz(done);
    await quiz(voted);
    await vote(db, voted);
  });

  const quiz = ({ enrolmentId }: Voter) =>
    meetRequirement(db, { enrolmentId, kind: 'quiz', subjectId: 'q', evidence: {}, now });
  const close = (at = over, more: { limit?: number; sectionId?: string } = {}) =>
    closeEvaluations(db, { limit: 50, now: at, ...more });
  const balances = () =>
    Promise.all([done, lacking, voted].map(({ personId }) => creditBalance(db, personId)));

  it('nobody loses a credit over a ballot, and nobody gains one without learning', async () => {
    expect(await close(after({ days: 10, ms: -1 }))).toBe(0);
    expect(await balances()).toEqual([0, 0, 300]);
    expect(await close()).toBe(1);
    expect(await balances()).toEqual([300, 0, 300]);
    expect(await close()).toBe(0);
    const evidence = await db.selectFrom('requirement_met').select('evidence').execute();
    expect(evidence.map((row) => row.evidence).sort()).toEqual([
      '{"receipt":true}',
      '{"windowClosed":true}',
      '{}',
      '{}',
    ]);
    expect(await db.selectFrom('receipt').selectAll().execute()).toHaveLength(1);
  });

  it('whoever finishes later is paid by the next run', async () => {
    await close();
    await quiz(lacking);
    expect(await close(after({ days: 12 }))).toBe(1);
    expect(await balances()).toEqual([300, 300, 300]);
  });

  it('the section’s own window goes before the term’s', async () => {
    await db
      .updateTable('section')
      .set({ evaluation_closes_at: after({ days: 15 }).toISOString() })
      .where('id', '=', section.sectionId)
      .execute();
    expect(await close()).toBe(0);
    expect(await close(after({ days: 15 }))).toBe(1);
  });

  it('a run is bounded, and may be for one section', async () => {
    await quiz(lacking);
    expect(await close(over, { sectionId: (await aClass(db)).sectionId })).toBe(0);
    expect(await close(over, { limit: 1 })).toBe(1);
    expect(await close(over, { limit: 1 })).toBe(1);
    expect(await close()).toBe(0);
  });

  it('two runs at once pay once', async () => {
    await manyHands(db);
    const met = await Promise.all([close(), close(), close()]);
    expect(met.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await balances()).toEqual([300, 0, 300]);
  });
});
