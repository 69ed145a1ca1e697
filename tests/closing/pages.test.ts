import { beforeEach, expect, it } from 'vitest';
import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { academyOn } from '#tests/statements/handler.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aYear, closed, headWith, later, must, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('the pages of a closed year', (open) => {
  let db: Db;
  let small: SmallYear;
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
});
