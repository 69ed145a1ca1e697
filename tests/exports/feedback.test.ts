import { beforeEach, expect, it } from 'vitest';
import { readSheet } from '#app/lib/sheet.server.ts';
import { loader } from '#app/shell/pages/teach-section-xlsx.ts';
import type { Db } from '#db/database.ts';
import { aClass, all, vote, voters, withForms } from '#tests/evaluation/classroom.ts';
import { aGrant, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor } from '#tests/media/asking.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now } from '#tests/support/world.ts';

describeOnBothDatabases('what a class said, as a file', (open) => {
  let db: Db;
  let section: Section;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    await withForms(db);
    section = await aClass(db);
    const { personId } = await aLearner(db, '教务甲');
    await aGrant(db, personId, 'registrar');
    cookie = await cookieOf(db, personId);
  });

  const file = async () => {
    const request = new Request('http://127.0.0.1/people.xlsx?tab=feedback', { headers: { cookie } });
    const context = contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now });
    const answer = await answerOf(loader, { request, context, params: { sectionId: section.sectionId } });
    expect(answer.status).toBe(200);
    const sheet = await readSheet(new Uint8Array(await answer.arrayBuffer()), { mostRows: 50 });
    if (!sheet.ok) throw new Error(sheet.reason);
    return sheet.rows;
  };

  it('says nothing of four ballots, and of five all at once', async () => {
    const people = await voters(db, section, 5);
    for (const person of people.slice(0, 4)) await vote(db, person, all(5), '=讲得好');
    const few = await file();
    expect(few[0]?.[0]).toMatch(/还不满 5 份/);
    expect(few.slice(2)).toEqual([]);
    const last = people[4];
    if (last) await vote(db, last, all(5));
    const rows = await file();
    expect(rows[0]?.[0]).toMatch(/已打开 5 份/);
    expect(rows[2]).toEqual(['平均分', '100']);
    expect(rows.filter(([what]) => what === '评语')).toEqual(Array(4).fill(['评语', '=讲得好']));
  });
});
