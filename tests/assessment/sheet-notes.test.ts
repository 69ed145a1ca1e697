import { beforeEach, expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { ownSheet } from '#app/features/assessment/own-sheet.server.ts';
import { statementsPaper } from '#app/features/assessment/year-paper.server.ts';
import { answerDraft } from '#app/features/closing/drafts.server.ts';
import { answerObjection } from '#app/features/closing/objections.server.ts';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { pendingWords } from '#app/features/declarations/pending.rules.ts';
import { newId } from '#app/lib/id.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import {
  asThemselves,
  aYear,
  closed,
  january,
  later,
  must,
  type SmallYear,
  shown,
  YEAR,
} from '#tests/closing/year.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { exempt } from '#tests/support/exempting.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { somebody } from './record.ts';

const after = new Date(later.getTime() + 86_400_000);

describeOnBothDatabases('beside what is reckoned, a sheet', (open) => {
  let db: Db;
  let small: SmallYear;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
    personId = await somebody(db, '安如山', [
      ['building-head', small.east],
      ['party-secretary', small.east],
    ]);
  });

  const sheet = async (now = january, revision: number | null = null) => {
    const found = await ownSheet(db, { personId, year: YEAR, revision, now });
    if (!found) throw new Error('no sheet');
    return found;
  };
  const excuse = (position: Position, now: Date) =>
    exempt(db, {
      ...{ actor: small.registrars[0], personId, year: YEAR, position, now },
      reason: '住院治疗三个月',
    });
  const declare = (state: string, occurredOn: string) =>
    db
      .insertInto('declaration')
      .values({
        ...{ id: newId(), form_token: newId(), person_id: personId, category: 'D', activity: 'outside' },
        ...{
          again: 0,
          title: '外出培训',
          organiser: '',
          part: '',
          certificate: '',
          companions: '',
          words: '{}',
        },
        ...{
          same_as: '',
          occurred_on: occurredOn,
          state,
          steps: 1,
          saved_at: occurredOn,
          sent_at: occurredOn,
        },
      })
      .execute();
  const answer = async (words: string | null) => {
    const { draft } = await sheet();
    const actor = asThemselves(personId);
    must(await answerDraft(db, { actor, year: YEAR, words, seen: draft?.seen ?? '', now: january }));
  };
  const reply = async () => {
    const { id } = await db
      .selectFrom('statement_answer')
      .select('id')
      .where('kind', '=', 'objected')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    const replying = { year: YEAR, answerId: id, words: '已经核对', now: january };
    must(await answerObjection(db, { actor: small.registrars[1], ...replying }));
  };
  const holds = async () => {
    for (const { name, run } of closedYearChecks)
      expect(await run(db, engineNamed(open.engine)), name).toBeNull();
  };
  const texts = () => db.selectFrom('frozen_statement').select(['inputs', 'result']).execute();
  async function openAgain(): Promise<void> {
    const wish = { year: YEAR, personId, reason: '有一笔记错了。', now: after };
    const { reopeningId } = must(await askReopening(db, { actor: small.registrars[0], ...wish }));
    const approval = { year: YEAR, reopeningId, approve: true, words: null, now: after };
    must(await decideReopening(db, { actor: small.registrars[1], ...approval }));
  }

  it('names what is still under way while the year is open and while it is confirmed, never on a closed one', async () => {
    for (const [state, day] of [
      ['waiting', '2026-05-01'],
      ['publicity', '2026-05-02'],
      ['objected', '2026-05-03'],
      ['posted', '2026-05-04'],
      ['draft', '2026-05-05'],
      ['waiting', '2025-05-01'],
    ] as const)
      await declare(state, day);
    const pending = { waiting: 1, publicity: 2, returned: 0 };
    expect((await sheet()).statement.pending).toEqual(pending);
    await shown(small);
    expect((await sheet()).statement.pending).toEqual(pending);
    expect(pendingWords(pending)).toBe('还没有结果的申报：2 份在公示，1 份等审核。没有算进本表。');
    await closed(small);
    expect((await sheet(later)).statement).not.toHaveProperty('pending');
  });

  it('says who freed somebody and when, not why; of a closed year as it was at freezing', async () => {
    await excuse('building-head', january);
    const words = { position: 'building-head', approvedByName: '教务甲', approvedAt: january.toISOString() };
    expect((await sheet()).statement.exemptions).toEqual([words]);
    await shown(small);
    expect((await sheet()).statement.exemptions).toEqual([words]);
    await closed(small);
    const before = await texts();
    const paper = async () => {
      const { statement } = await sheet(after);
      return pdfText(await statementsPaper([{ ...statement, late: [] }], 'https://academy.example'));
    };
    const printed = await paper();
    expect(printed).toMatch(/社区学院/);
    expect(printed).toMatch(/2027年1月10日批准/);
    expect(printed).not.toMatch(/教务甲|住院/);
    await excuse('party-secretary', after);
    const { id } = await db
      .selectFrom('exemption')
      .select('id')
      .where('position', '=', 'building-head')
      .executeTakeFirstOrThrow();
    await db.updateTable('exemption').set({ active: null }).where('id', '=', id).execute();
    await db
      .insertInto('exemption_end')
      .values({
        exemption_id: id,
        reason: '已经回来',
        ended_by: small.registrars[0].personId ?? '',
        ended_at: after.toISOString(),
      })
      .execute();
    const { statement } = await sheet(after);
    expect(statement.exemptions).toEqual([words]);
    expect(JSON.stringify(statement)).not.toMatch(/住院/);
    expect(await paper()).toBe(printed);
    expect(await texts()).toEqual(before);
    await holds();
  });

  it('says which schools a scheme leaves out, and that 集中班 is not looked at, by the schemes of that year', async () => {
    const open = (await sheet()).statement.beside;
    expect(open['party-secretary']?.join()).toMatch(/^老年学校.*市民学校.*不算进这个方案.*集中班至少 1 个/);
    expect(open['building-head']?.join()).toMatch(/不算进这个方案/);
    expect(open['building-head']?.join()).not.toMatch(/集中班/);
    await shown(small);
    await closed(small);
    const { statement } = await sheet(later);
    expect(statement.beside).toEqual(open);
    expect(pdfText(await statementsPaper([statement], 'https://academy.example'))).toMatch(/集中班至少 1 个/);
  });

  it('keeps an objection beside a later confirmation, and says which version it was about', async () => {
    await shown(small);
    await answer('党课少记了一次');
    expect((await sheet()).draft).toMatchObject({ answer: { kind: 'objected' }, objections: [] });
    await answer(null);
    const both = await sheet();
    expect(both.draft).toMatchObject({
      ...{ isConfirmed: true, answer: { kind: 'confirmed' } },
      objections: [{ words: '党课少记了一次', reply: null }],
    });
    await reply();
    expect((await sheet()).draft?.objections).toMatchObject([{ reply: { words: '已经核对' } }]);
    await answer('还是少一次');
    await reply();
    await closed(small);
    expect((await sheet(later)).statement.frozen?.said).toBe('意见：还是少一次。答复：已经核对。');
    await openAgain();
    expect((await sheet(after)).statement.frozen).toMatchObject({
      revision: 2,
      said: '对第 1 版的意见：还是少一次。答复：已经核对。',
    });
    expect((await sheet(after, 1)).statement.frozen?.said).toBe('意见：还是少一次。答复：已经核对。');
    await holds();
  });
});
