import { beforeAll, beforeEach, expect, it } from 'vitest';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { proposeExemption } from '#app/features/credits/exemption-steps.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aYear, closed, headWith, later, must, type SmallYear, shown, YEAR } from './year.ts';

const PATIENCE_MS = 180_000;

describeOnBothDatabases('the pages of a closed year', (open) => {
  let db: Db;
  let small: SmallYear;
  // The first time all pages are read in, which takes long on a busy machine.
  beforeAll(async () => {
    await academyOn(await open(), 'file:/nowhere');
  }, PATIENCE_MS);
  beforeEach(async () => {
    db = await open();
    small = await aYear(db);
  });

  /** What somebody reads at an address, with a role over the whole academy or as themselves. */
  async function read(path: string, personId: string, role?: 'assessor' | 'registrar'): Promise<string> {
    if (role)
      await db
        .insertInto('role_grant')
        .values({
          ...{ id: newId(), person_id: personId, role, org_unit_id: null },
          ...{ valid_from: '2025-01-01', granted_at: later.toISOString() },
        })
        .execute();
    const line = await startSession(db, { personId, secure: false, now: later });
    const headers = { cookie: line.split(';')[0] ?? '' };
    const academy = await academyOn(db, 'file:/nowhere');
    const answer = await academy.ask(new Request(`http://127.0.0.1${path}`, { headers }), later);
    expect(answer.status, academy.troubles.join('\n')).toBe(200);
    return answer.text();
  }

  it('say to the assessor and to its owner that a statement was withdrawn', async () => {
    const leaving = await headWith(small, '柏有余', 0);
    await shown(small);
    await closed(small);
    const [reader, first, second] = small.registrars;
    const registered = (valid_from: string) =>
      db.updateTable('appointment').set({ valid_from }).where('person_id', '=', leaving).execute();
    await registered('2027-01-01');
    const wish = { year: YEAR, personId: leaving, reason: '名单登记错了。', now: later };
    const { reopeningId } = must(await askReopening(db, { actor: first, ...wish }));
    const approval = { actor: second, year: YEAR, reopeningId, approve: true, words: null, now: later };
    must(await decideReopening(db, approval));
    await registered('2024-01-01');
    const assessed = await read(`/assess/people/${leaving}?year=${YEAR}`, reader.personId ?? '', 'assessor');
    expect(assessed).toContain('这张情况表已作废');
    expect(assessed).toContain('没有登记本人的身份');
    const own = await read(`/me/statements/${YEAR}`, leaving);
    expect(own).toContain('这张情况表已作废');
    expect(own).toContain('没有登记你的身份');
  });

  it('say to the registrar and to the person that there is no statement, and how one is added', async () => {
    const late = await headWith(small, '晚登记', 0);
    const [registrar] = small.registrars;
    const registered = (valid_from: string) =>
      db.updateTable('appointment').set({ valid_from }).where('person_id', '=', late).execute();
    await registered('2027-01-01');
    await shown(small);
    await closed(small);
    await registered('2024-01-01');
    const path = `/admin/statements/${YEAR}/people/${late}`;
    expect(await read(path, registrar.personId ?? '', 'registrar')).toContain('申请补一张');
    const own = await read(`/me/statements/${YEAR}`, late);
    expect(own).toContain('年度结账时没有这张情况表');
    expect(own).toContain('请联系教务');
    expect(own).not.toContain('等教务结账');
    // Nothing lists those without a sheet: the page of the person leads there.
    expect(await read(`/admin/people/${late}`, registrar.personId ?? '')).toContain(path);
  });

  it('say beside an exemption that the year is frozen, so that nobody takes the sheet for changed', async () => {
    const head = await headWith(small, '冯有余', 400);
    const [proposer, second] = small.registrars;
    const wish = { year: YEAR, position: 'building-head', kind: 'sick-leave', reason: '住院' } as const;
    const asked = await proposeExemption(db, { actor: proposer, personId: head, ...wish, now: later });
    const path = `/admin/exemptions/${must(asked).exemptionId}`;
    expect(await read(path, second.personId ?? '', 'registrar')).not.toContain('已经结账');
    await shown(small);
    await closed(small);
    expect(await read(path, second.personId ?? '')).toContain('年已经结账');
  });
});
