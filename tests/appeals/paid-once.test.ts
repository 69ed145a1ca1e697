import { beforeEach, expect, it } from 'vitest';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { reverseCredit, reverseSource } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aDesk, type Desk } from '#tests/adjustments/desk.ts';
import { decided, declared, holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, type Learner, now } from '#tests/support/world.ts';

describeOnBothDatabases('what is paid once, whatever happens to it', (open) => {
  let db: Db;
  let desk: Desk;
  let appeals: Learner;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
    appeals = await holding(db, 'appeals-reviewer', '舒再看');
  });

  const raise = (subjectId: string, subject: 'entry' | 'declaration' = 'entry') =>
    raiseAppeal(db, {
      ...{ subject, subjectId, actor: desk.learner.actor, words: '签到表上我都在，请再看一次。' },
      now: after({ days: 1 }),
    });
  const raised = async (...about: Parameters<typeof raise>) => {
    const outcome = await raise(...about);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.appealId;
  };
  const uphold = (appealId: string, units: number | null = null, who = appeals) =>
    decideAppeal(db, {
      ...{ actor: who.actor, appealId, means: 'uphold', words: '核对过签到表。', units },
      now: after({ days: 2 }),
    });
  const entries = () => creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
  const reversalOf = async (entryId: string) =>
    (await entries()).find(({ reversesId }) => reversesId === entryId)?.id ?? '';
  const corrected = async (entryId: string, amount = 100) => {
    const outcome = await desk.confirm(await desk.proposeBack(entryId, amount));
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.entryId ?? '';
  };
  const reversed = async (entryId: string, who = desk.reviewer) => {
    const reversal = { actor: who.actor, entryId, reason: '查实没有参加。', now: after({ hours: 3 }) };
    const outcome = await reverseCredit(db, reversal);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.entryId;
  };
  /** Of many appeals at most one makes good, in whatever order they are heard. */
  const upholdAll = async (entryIds: readonly string[], who = appeals) => {
    const outcomes = await Promise.all(entryIds.map((entryId) => raise(entryId)));
    for (const outcome of outcomes) if (outcome.ok) await uphold(outcome.appealId, null, who);
  };

  it('a corrected entry that was reversed: of all appeals about it one restores it', async () => {
    const entryId = await desk.entryOf(300);
    const rest = await corrected(entryId);
    const gone = await reversed(rest);
    await upholdAll([await reversalOf(entryId), gone, rest]);
    expect(await desk.balance()).toBe(200);
    await desk.expectSound();
    const another = await holding(db, 'appeals-reviewer', '路重核');
    const all = (await entries()).map(({ id }) => id);
    await upholdAll(all, another);
    expect(await desk.balance()).toBe(300);
    await desk.expectSound();
  });

  it('a source whose entry was corrected does not pay again', async () => {
    const source = { type: 'task', id: 'weekly' };
    await corrected(await desk.entryOf(300, source));
    const twice = await desk.entryOf(300, source);
    expect(await desk.balance()).toBe(200);
    expect((await entries()).find(({ id }) => id === twice)?.amount).toBe(200);
    // Also not when the corrected entry is corrected again and the passes come at once.
    await corrected(twice, 50);
    await Promise.all([desk.entryOf(300, source), desk.entryOf(300, source)]);
    expect(await desk.balance()).toBe(150);
  });

  it('a correction from before it was a revision of its source still stands for it', async () => {
    const source = { type: 'test', id: 'early' };
    const entryId = await desk.entryOf(300, source);
    const rest = await desk.earlyCorrection(entryId, 100);
    await desk.entryOf(300, source);
    expect(await desk.balance()).toBe(200);
    await upholdAll((await entries()).map(({ id }) => id));
    expect(await desk.balance()).toBe(300);
    expect((await entries()).find(({ id }) => id === rest)?.reversedById).not.toBeNull();
    await desk.expectSound();
  });

  it('a declaration granted at a lower level and raised on appeal: what the appeal put aside is nothing to appeal against', async () => {
    const key = 'E.result';
    const declarationId = await declared(db, desk.learner, {
      key,
      form: { level: 'topic-lead', units: null },
    });
    const less = { declarationId, means: 'grant', accepted: { level: 'case-accepted' } } as const;
    expect(await decided(db, desk.reviewer, less)).toMatchObject({ ok: true });
    await postAfterPublicity(db, { limit: 9, now: after({ days: 20 }) });
    const first = await desk.balance();
    expect(await uphold(await raised(declarationId, 'declaration'))).toEqual({ ok: true });
    await postAfterPublicity(db, { limit: 9, now: after({ days: 40 }) });
    const whole = await desk.balance();
    expect(whole).toBeGreaterThan(first);
    const [reversal] = (await entries()).filter(({ kind }) => kind === 'reversal');
    expect(await raise(reversal?.id ?? '')).toEqual({ ok: false, reason: 'nothing' });
    expect(await desk.balance()).toBe(whole);
  });

  it('what the academy took back because something else pays is nothing to appeal against', async () => {
    const source = { type: 'task', id: 'in-the-course' };
    const entryId = await desk.entryOf(100, source);
    await desk.entryOf(300);
    const { personId } = desk.learner;
    await inTransaction(db, (trx) =>
      reverseSource(trx, {
        ...{ personId, source, actor: systemActor('completion'), reason: '算在结业里', now },
      }),
    );
    expect(await raise(await reversalOf(entryId))).toEqual({ ok: false, reason: 'nothing' });
  });

  it('a declaration of which somebody took the credits back is not paid in full by an appeal against its grant', async () => {
    const declarationId = await declared(db, desk.learner, { key: 'G.service' });
    await decided(db, desk.reviewer, { declarationId, means: 'grant', accepted: { units: 400 } });
    const appealId = await raised(declarationId, 'declaration');
    const [entry] = await entries();
    const gone = await reversed(entry?.id ?? '', desk.proposer);
    expect(await uphold(appealId, 800)).toEqual({ ok: false, reason: 'taken-back' });
    expect(await desk.balance()).toBe(0);
    // Once the reversal has been made good, the grant may be heard.
    expect(await uphold(await raised(gone))).toEqual({ ok: true });
    expect(await uphold(appealId, 800)).toEqual({ ok: true });
    expect(await desk.balance()).toBe(200);
  });

  it('lines of one source are things of their own: of what stands beside it one may still appeal', async () => {
    const source = { type: 'completion', id: 'c1' };
    const face = await desk.entryOf(300, source);
    await desk.entryOf(100, source, 'online');
    expect(await uphold(await raised(await reversed(face)))).toEqual({ ok: true });
    expect(await desk.balance()).toBe(400);
  });

  it('what was corrected upwards is nothing to appeal against', async () => {
    const entryId = await desk.entryOf(300);
    const outcome = await desk.confirm(await desk.proposeBack(entryId, 50, 'too-little'));
    const more = outcome.ok ? (outcome.entryId ?? '') : '';
    const { personId } = desk.learner;
    expect((await ownAppeals(db, { subject: 'entry', subjectId: more, personId })).contested).toBeNull();
    expect(await raise(more)).toEqual({ ok: false, reason: 'nothing' });
  });

  it('two appeals decided at the same moment restore once', async () => {
    const rest = await corrected(await desk.entryOf(300));
    const later = await corrected(rest);
    const ids = [await raised(later), await raised(await reversed(later))];
    await Promise.all(ids.map((id) => uphold(id)));
    expect([100, 200]).toContain(await desk.balance());
    await desk.expectSound();
  });
});
