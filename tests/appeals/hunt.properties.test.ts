import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proposeCorrection } from '#app/features/adjustments/proposing.server.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { reverseCredit, reverseSource } from '#app/features/credits/ledger.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aDesk, type Desk, takingBack } from '#tests/adjustments/desk.ts';
import { holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, type Learner } from '#tests/support/world.ts';

const pick = fc.nat();
const deeds = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('pay' as const), source: fc.nat(2) }),
    fc.record({ does: fc.constant('correct' as const), pick, more: fc.boolean() }),
    fc.record({ does: fc.constant('correct early' as const), pick }),
    fc.record({ does: fc.constant('reverse' as const), pick }),
    fc.record({ does: fc.constant('take back' as const), source: fc.nat(2) }),
    fc.record({ does: fc.constant('raise' as const), pick }),
    fc.record({ does: fc.constant('uphold' as const), pick, by: fc.nat(2) }),
  ),
  { minLength: 4, maxLength: 14 },
);
type Deed = (typeof deeds extends fc.Arbitrary<infer T> ? T : never)[number];

/** Three sources that pay one person, and everybody who may change that. */
function world(db: Db, desk: Desk, reviewers: readonly Learner[]) {
  const run = newId();
  const { personId, actor } = desk.learner;
  const sourceOf = (number: number) => ({ type: 'test', id: `${run} ${number}` });
  const at = (now = after({ days: 1 })) => ({ now });
  const mine = async () =>
    (
      await db
        .selectFrom('credit_entry')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('id')
        .execute()
    )
      // Early corrections carry their adjustment's name: they say of what they are.
      .filter(({ source_id, evidence }) => source_id.startsWith(run) || evidence.includes(run));
  const one = <Row>(rows: readonly Row[], number: number) => rows[number % Math.max(rows.length, 1)];
  const standing = async () => {
    const rows = await mine();
    const gone = new Set(rows.map(({ reverses_id }) => reverses_id));
    return rows.filter(({ kind, id }) => kind === 'award' && !gone.has(id));
  };
  const waiting = () =>
    db.selectFrom('appeal').select('id').where('state', '=', 'waiting').orderBy('id').execute();
  const carryOut = async (deed: Deed) => {
    if (deed.does === 'pay')
      return desk.entryOf(300, sourceOf(deed.source), 'face', { courseCode: sourceOf(deed.source).id });
    if (deed.does === 'take back') {
      const why = { personId, source: sourceOf(deed.source), reason: '算在结业里', ...at() };
      return inTransaction(db, (trx) => reverseSource(trx, { ...why, actor: systemActor('test') }));
    }
    if (deed.does === 'raise') {
      const entry = one(await mine(), deed.pick);
      if (!entry) return;
      const about = { subject: 'entry', subjectId: entry.id } as const;
      return raiseAppeal(db, { ...about, actor, words: '请再看一次。', ...at() });
    }
    if (deed.does === 'uphold') {
      const appeal = one(await waiting(), deed.pick);
      const by = reviewers[deed.by % reviewers.length]?.actor ?? actor;
      if (!appeal) return;
      return decideAppeal(db, {
        actor: by,
        appealId: appeal.id,
        means: 'uphold',
        words: '核对过了。',
        ...at(),
      });
    }
    const entry = one(await standing(), deed.pick);
    if (!entry) return;
    if (deed.does === 'reverse')
      return reverseCredit(db, { actor: desk.reviewer.actor, entryId: entry.id, reason: '不算', ...at() });
    if (deed.does === 'correct early')
      return entry.amount > 25 ? desk.earlyCorrection(entry.id, 25) : undefined;
    const kind = deed.more ? 'too-little' : 'too-much';
    const form = { ...takingBack, kind, amount: 25 };
    const proposing = { actor: desk.proposer.actor, entryId: entry.id, form, ...at() };
    const proposed = await proposeCorrection(db, proposing);
    if (proposed.ok) await desk.confirm(proposed.adjustmentId);
  };
  return { carryOut, standing, run };
}

describeOnBothDatabases('whatever is paid, corrected, taken back and appealed against', (open) => {
  it('leaves at most one award of a thing standing', async () => {
    const db = await open();
    const desk = await aDesk(db, open.engine);
    const reviewers = await Promise.all(
      ['舒再看', '路重核', '常细问'].map((name) => holding(db, 'appeals-reviewer', name)),
    );
    await fc.assert(
      fc.asyncProperty(deeds, async (asked) => {
        const { carryOut, standing, run } = world(db, desk, reviewers);
        for (const deed of asked) {
          await carryOut(deed);
          const things = (await standing()).map(
            ({ evidence }) => (JSON.parse(evidence) as { courseCode: string }).courseCode,
          );
          expect(new Set(things).size).toBe(things.length);
          expect(things.every((thing) => thing.startsWith(run))).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
    await desk.expectSound();
  }, 1_500_000);
});
