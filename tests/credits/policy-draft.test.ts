import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { readDraft } from '#app/features/credits/policy-draft.server.ts';
import { policyInWords } from '#app/features/credits/policy-in-words.server.ts';
import { publishedPolicies } from '#app/features/credits/policy-list.server.ts';
import { wholePreview } from '#app/features/credits/preview.server.ts';
import { shownMoves } from '#app/features/credits/preview-moves.rules.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { holding, learners, publishRules, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';
const text = (name: string) =>
  readFileSync(new URL(`../../content/policies/${name}-2026.json`, import.meta.url), 'utf8');

describeOnBothDatabases('a draft of a policy', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  const read = (draft: string) => readDraft(db, { text: draft, year: 2026, today });
  const state = async () => ({
    policies: await publishedPolicies(db, today),
    journal: await db.selectFrom('journal_entry').select('id').execute(),
    entries: await db.selectFrom('credit_entry').select('id').execute(),
  });

  it('of rules is tried with the schemes in force, one of schemes with the rules that it names', async () => {
    const rules = await read(text('rules'));
    expect(rules).toMatchObject({ ok: true, draft: { kind: 'rules', schemes: { version: '2026.1' } } });
    const schemes = await read(text('schemes'));
    expect(schemes).toMatchObject({ ok: true, draft: { kind: 'schemes', rules: { version: '2026.1' } } });
  });

  it('is refused with line, place and reason; nothing changes', async () => {
    const before = await state();
    const wrong = text('schemes').replace('"position": "grid-leader"', '"position": "grid-boss"');
    const line =
      text('schemes')
        .split('\n')
        .findIndex((each) => each.includes('"position": "grid-leader"')) + 1;
    expect(await read(wrong)).toEqual({
      ok: false,
      reason: 'fault',
      fault: { line, where: 'schemes.1.position', reason: '没有“grid-boss”这个身份' },
      field: 'text',
    });
    expect(await read('{ "categories": ')).toMatchObject({ ok: false, reason: 'fault', fault: { line: 1 } });
    expect(await read('[]')).toMatchObject({ ok: false, reason: 'fault' });
    expect(await state()).toEqual(before);
  });

  it('of both together is tried as a pair: the schemes name the rules beside them', async () => {
    const rules = text('rules').replace('"version": "2026.1"', '"version": "2027.1"');
    const schemes = text('schemes').replace('"version": "2026.1" },', '"version": "2027.1" },');
    const pair = (one: string, other: string) => readDraft(db, { text: one, other, year: 2026, today });
    expect(await pair(schemes, '')).toMatchObject({
      fault: { reason: '没有找到 fangxing-rules 2027.1 这一版学分规则' },
      field: 'text',
    });
    for (const read of [await pair(rules, schemes), await pair(schemes, rules)])
      expect(read).toMatchObject({
        ok: true,
        draft: { kind: 'both', rules: { version: '2027.1' }, schemes: { rules: { version: '2027.1' } } },
      });
    expect(await pair(rules, rules)).toEqual({ ok: false, reason: 'same-kind' });
    // Which of the two a mistake is in.
    const wrong = schemes.replace('"position": "grid-leader"', '"position": "grid-boss"');
    expect(await pair(rules, wrong)).toMatchObject({ reason: 'fault', field: 'other' });
    expect(await pair(rules, text('schemes'))).toMatchObject({ ok: true, draft: { kind: 'both' } });
    expect(await publishedPolicies(db, today)).toHaveLength(2);
  });

  it('that names a course which is not there is refused with its line', async () => {
    const schemes = text('schemes').replace('"code": "SM04"', '"code": "SM99"');
    const courses = new Set(text('schemes').match(/[A-Z]{2}\d\d/g));
    const read = (draft: string) => readDraft(db, { text: draft, year: 2026, today, courses });
    expect(await read(text('schemes'))).toMatchObject({ ok: true });
    expect(await read(schemes)).toMatchObject({
      reason: 'fault',
      fault: { where: expect.stringContaining('requiredCourses'), reason: expect.stringContaining('SM99') },
    });
  });

  it('has nothing to be compared with in a year without policies', async () => {
    expect(await readDraft(db, { text: text('rules'), year: 2019, today })).toEqual({
      ok: false,
      reason: 'no-policies',
    });
  });

  it('is tried on the people of the actor’s scope, by counts from five on', async () => {
    const people = await learners(db, 7);
    for (const { personId } of people) await holding(db, personId, 'building-head');
    const drafted = await read(text('schemes').replace('"totalHundredths": 1600', '"totalHundredths": 0'));
    if (!drafted.ok) throw new Error(drafted.reason);
    const { draft } = drafted;
    const before = await state();
    const everybody = await wholePreview(db, { draft, year: 2026, today });
    expect(everybody).toMatchObject({ people: 7, changedTotal: 7 });
    expect(shownMoves(everybody.moves).map(({ people: shown }) => shown)).toEqual([7]);
    const { path } = await db.selectFrom('org_unit').select('path').executeTakeFirstOrThrow();
    const some = await wholePreview(db, { draft, year: 2026, today, scopes: [path] });
    expect(some).toMatchObject({ people: 1, changedTotal: 1 });
    expect(shownMoves(some.moves).map(({ people: shown }) => shown)).toEqual([null]);
    expect(await state()).toEqual(before);
  });

  it('becomes a version that can be read in words, with the one in force marked', async () => {
    await publishRules(db, '2026.9', { courseCounts: 'once-a-year' });
    const listed = await publishedPolicies(db, today);
    expect(listed.filter(({ inForce }) => inForce).map(({ kind, version }) => [kind, version])).toEqual([
      ['rules', '2026.9'],
      ['schemes', '2026.1'],
    ]);
    const lines = async (kind: string) => {
      const found = listed.find((each) => each.kind === kind && each.inForce);
      return (await policyInWords(db, found?.id ?? ''))?.parts.flatMap((part) => part.lines) ?? [];
    };
    expect(await lines('rules')).toContain('同一门课一年里结业两次，只计第一次；两笔都留在流水里。');
    expect(await lines('schemes')).toContain('社区党校至少 16 学分。');
    expect(await policyInWords(db, '01900000-0000-7000-8000-000000000000')).toBeNull();
  });
});
