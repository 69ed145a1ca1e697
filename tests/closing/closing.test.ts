import { beforeEach, expect, it } from 'vitest';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { answerDraft, draftOf } from '#app/features/closing/drafts.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { answerObjection, objectionsOf } from '#app/features/closing/objections.server.ts';
import { shownHash } from '#app/features/closing/reckoning.server.ts';
import { endOf, lastRun } from '#app/features/closing/runs.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { earn } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now as inNovember } from '#tests/support/world.ts';
import {
  advance,
  asThemselves,
  aYear,
  closed,
  earnLater,
  headWith,
  january,
  later,
  must,
  type SmallYear,
  shown,
  until,
  YEAR,
} from './year.ts';

describeOnBothDatabases('closing a year', (open) => {
  let db: Db;
  let small: SmallYear;
  let met: string;
  let behind: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    met = await headWith(small, '安如山', 1_600);
    behind = await headWith(small, '曹阿暖', 200);
  });

  const preview = (now = january) => previewYear(db, { actor: small.registrars[0], year: YEAR, now });
  const show = (untilDay = until, now = january) =>
    openConfirmation(db, { actor: small.registrars[0], year: YEAR, untilDay, now });
  const lock = (now = later) => lockYear(db, { actor: small.registrars[0], year: YEAR, now });
  const draft = async (personId: string, now = january) => {
    const closing = await closingOf(db, YEAR);
    return closing && draftOf(db, { closing, personId, now });
  };
  const answer = async (personId: string, words: string | null, now = january) => {
    const before = await draft(personId, now);
    const seen = before ? shownHash(before) : '';
    return answerDraft(db, { actor: asThemselves(personId), year: YEAR, words, seen, now });
  };
  const confirmations = async () => {
    const rows = await db
      .selectFrom('frozen_statement')
      .select(['person_id', 'confirmation', 'status', 'number', 'revision'])
      .orderBy('number')
      .execute();
    return rows;
  };

  it('is counted first, by result, and nothing else happens', async () => {
    expect(await preview(inNovember)).toEqual({ ok: false, reason: 'not-over' });
    expect(await show()).toEqual({ ok: false, reason: 'no-preview' });
    const { runId } = must(await preview());
    expect(await preview()).toEqual({ ok: false, reason: 'running' });
    expect(await show()).toEqual({ ok: false, reason: 'no-preview' });
    await advance(db, january);
    const end = await endOf(db, runId);
    // The registrars hold nothing: they have no sheet.
    expect(end).toMatchObject({ people: 2, counts: { status: { met: 1, nearly: 0, 'not-met': 1 } } });
    expect(await unreadNotices(db, met)).toEqual([]);
    expect(await closingOf(db, YEAR)).toBeNull();
    must(await preview());
  });

  it('shows everybody their draft until a day, once', async () => {
    must(await preview());
    await advance(db, january);
    expect(await show('2027-01-12')).toEqual({ ok: false, reason: 'too-soon' });
    expect(await show('2027-05-12')).toEqual({ ok: false, reason: 'too-late' });
    must(await show());
    expect(await show()).toEqual({ ok: false, reason: 'already' });
    await advance(db, january);
    expect((await unreadNotices(db, met)).map(({ kind }) => kind)).toEqual(['statement-draft']);
    expect(await unreadNotices(db, small.registrars[0].personId ?? '')).toEqual([]);
    expect(await lock(january)).toEqual({ ok: false, reason: 'confirming' });
  });

  it('takes what people say of what they saw, and silence for silence', async () => {
    const silent = await headWith(small, '佟向暖', 300);
    const changed = await headWith(small, '丁可喜', 300);
    const exchanged = await headWith(small, '苗知节', 200);
    const closingId = await shown(small);
    expect(await answer(met, null)).toEqual({ ok: true });
    expect(await answer(met, null)).toEqual({ ok: false, reason: 'already' });
    expect(await answer(behind, '少了一次议事')).toEqual({ ok: true });
    expect(await answer(behind, '还少一次')).toEqual({ ok: false, reason: 'waiting' });
    must(await answer(changed, null));
    await earn(db, { personId: changed, amount: 100, ruleVersionId: small.ruleVersionId });
    // The same sum by another lesson is not what was agreed to.
    must(await answer(exchanged, null));
    const { id: entryId } = await db
      .selectFrom('credit_entry')
      .select('id')
      .where('person_id', '=', exchanged)
      .executeTakeFirstOrThrow();
    must(await reverseCredit(db, { actor: small.registrars[1], entryId, reason: '记错了课', now: january }));
    await earn(db, { personId: exchanged, amount: 200, ruleVersionId: small.ruleVersionId });
    const stale = { actor: asThemselves(silent), year: YEAR, words: null, seen: 'another', now: january };
    expect(await answerDraft(db, stale)).toEqual({ ok: false, reason: 'changed' });
    expect(await answer(silent, null, later)).toEqual({ ok: false, reason: 'too-late' });
    expect(await lock()).toEqual({ ok: false, reason: 'objections', count: 1 });
    const {
      objections: [objection],
    } = await objectionsOf(db, { closingId, page: 1 });
    expect(objection).toMatchObject({ personName: '曹阿暖', words: '少了一次议事', reply: null });
    const reply = { year: YEAR, answerId: objection?.id ?? '', words: '那次没有签到', now: january };
    const own = await answerObjection(db, { actor: asThemselves(behind), ...reply });
    expect(own).toEqual({ ok: false, reason: 'own' });
    must(await answerObjection(db, { actor: small.registrars[1], ...reply }));
    expect(await answerObjection(db, { actor: small.registrars[1], ...reply })).toEqual({
      ok: false,
      reason: 'already',
    });
    await closed(small);
    const found = new Map((await confirmations()).map((row) => [row.person_id, row.confirmation]));
    expect(Object.fromEntries(found)).toEqual({
      [met]: 'confirmed',
      [behind]: 'objected',
      [silent]: 'silent',
      [changed]: 'changed',
      [exchanged]: 'changed',
    });
  });

  it('is locked once of fifty, and each person has one statement', async () => {
    await shown(small);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => lock()));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((each) => !each.ok).every((each) => each.reason === 'already')).toBe(true);
    await Promise.all([1, 2, 3].map(() => advance(db, later, 2)));
    await advance(db, later, 2);
    expect((await confirmations()).map(({ number, revision }) => [number, revision])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    const run = await lastRun(db, { year: YEAR, kind: 'freeze' });
    expect(await endOf(db, run?.id ?? '')).toMatchObject({ people: 2 });
    expect((await unreadNotices(db, met)).map(({ kind }) => kind).sort()).toEqual([
      'statement-closed',
      'statement-draft',
    ]);
  });

  it('does not count what is posted after the lock, wherever the worker is', async () => {
    await shown(small);
    must(await lock());
    await earnLater(small, behind, 500);
    await advance(db, later);
    const { result } = await db
      .selectFrom('frozen_statement')
      .select('result')
      .where('person_id', '=', behind)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(result).standings[0]).toMatchObject({ earned: 200, counted: 200 });
  });
});
