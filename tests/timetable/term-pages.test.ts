import { beforeEach, expect, it } from 'vitest';
import { action as change, loader as termPage } from '#app/features/timetable/pages/admin-term.tsx';
import { loader as listPage } from '#app/features/timetable/pages/admin-terms.tsx';
import { action as enter, loader as newPage } from '#app/features/timetable/pages/new-term.tsx';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { askPage, signedInAs } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

/** Sessions follow the real clock, so these terms lie in the year to come. */
const now = new Date();
const year = now.getFullYear() + 1;

describeOnBothDatabases('the pages of terms', (open) => {
  let db: Db;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    cookie = await signedInAs(db, 'registrar');
  });

  const term = {
    code: `${year}-autumn`,
    name: `${year}年秋季学期`,
    startsOn: `${year}-09-01`,
    endsOn: `${year + 1}-01-31`,
    selectionFrom: `${year}-08-20T09:00`,
    selectionTo: `${year}-09-10T20:00`,
    limit: '6',
    'limit-senior': '3',
    offerHours: '48',
  };
  const send = (form: Record<string, string>) => askPage(db, enter, '/admin/terms/new', { cookie, form });
  const made = async () => {
    const { location } = await send(term);
    return /\/admin\/terms\/([0-9a-f-]{36})\?done=planned$/.exec(location ?? '')?.[1] ?? '';
  };
  const at = (termId: string, form?: Record<string, string>) =>
    askPage(db, form ? change : termPage, `/admin/terms/${termId}?tab=edit`, {
      cookie,
      params: { termId },
      ...(form ? { form } : {}),
    });

  it('are for the registrar and the academy admin', async () => {
    const learner = await signedInAs(db);
    for (const page of [listPage, newPage, termPage]) {
      expect((await askPage(db, page, '/admin/terms')).location).toContain('/login');
      expect((await askPage(db, page, '/admin/terms', { cookie: learner })).status).toBe(403);
    }
    for (const termId of [newId(), 'x']) {
      expect((await at(termId)).status).toBe(404);
      expect((await at(termId, { means: 'term' })).status).toBe(404);
    }
  });

  it('propose the next half-year from the newest term, and make it', async () => {
    const termId = await made();
    expect((await askPage(db, newPage, '/admin/terms/new', { cookie })).data).toMatchObject({
      after: term.name,
      usual: {
        code: `${year + 1}-spring`,
        startsOn: `${year + 1}-03-01`,
        'limit-senior': '3',
        selectionFrom: expect.stringMatching(/-02-1[56]T09:00$/),
      },
    });
    expect((await askPage(db, listPage, '/admin/terms', { cookie })).data).toMatchObject({
      terms: [{ id: termId, now: [{ state: 'coming', note: '8月20日开始选课' }] }],
    });
    expect((await at(termId)).data).toMatchObject({ term: { name: term.name }, drawn: false });
  });

  it('give back what was typed, with what is wrong beside its field', async () => {
    await made();
    const wrong = await send({ ...term, code: 'x-1', selectionTo: `${year}-08-01T09:00` });
    expect(wrong).toMatchObject({
      status: 400,
      data: {
        fields: { code: 'x-1' },
        errors: [{ field: 'selectionTo', message: '选课的结束要在开始以后。' }],
      },
    });
    expect(await send(term)).toMatchObject({ status: 409, data: { errors: [{ field: 'code' }] } });
  });

  it('change a term, its breaks one by one, and the preselect window until it is drawn', async () => {
    const termId = await made();
    const edit = { ...term, means: 'term' };
    expect((await at(termId, { ...edit, limit: '5' })).location).toContain('done=term');
    expect((await at(termId, { ...edit, limit: '2' })).data).toMatchObject({
      errors: [{ field: 'limit-senior' }],
    });
    const round = newId();
    await db
      .insertInto('selection_round')
      .values({
        id: round,
        term_id: termId,
        name: '预选',
        most_choices: 3,
        most_places: 1,
        most_lots: 3,
        seed_hash: 'x',
        created_at: now.toISOString(),
      })
      .execute();
    await db
      .insertInto('round_step')
      .values({ round_id: round, kind: 'frozen', at: now.toISOString(), detail: '{}' })
      .execute();
    const preselect = {
      preselectFrom: `${year}-08-01T09:00`,
      preselectTo: `${year}-08-10T09:00`,
      'add-dropFrom': `${year}-09-01T09:00`,
      'add-dropTo': `${year}-09-20T09:00`,
    };
    expect(await at(termId, { ...edit, ...preselect })).toMatchObject({
      status: 409,
      data: { errors: [{ field: 'preselectTo' }] },
    });
    expect((await at(termId)).data).toMatchObject({ drawn: true });
    const day = { means: 'break', name: '大扫除', fromDay: `${year}-10-12`, toDay: `${year}-10-13` };
    expect((await at(termId, day)).location).toContain('#breaks');
    expect(await at(termId, { ...day, toDay: `${year}-10-11` })).toMatchObject({ status: 400 });
    expect(await at(termId, { ...day, fromDay: '2020-01-01', toDay: '2020-01-02' })).toMatchObject({
      status: 409,
    });
    const { breaks } = (await at(termId)).data.term as { breaks: { id: string }[] };
    const end = { means: 'break-end', break: breaks[0]?.id ?? '' };
    expect((await at(termId, end)).status).toBe(303);
    expect((await at(termId, end)).status).toBe(409);
    expect((await at(termId, { means: 'burn' })).status).toBe(400);
  });

  it('show what is open on a day', async () => {
    const termId = await made();
    const shown = await askPage(db, termPage, `/admin/terms/${termId}`, { cookie, params: { termId } });
    expect(shown.data).toMatchObject({
      timeline: [
        { title: '选课', state: 'coming' },
        { title: '开学', state: 'coming' },
        { title: '学期结束', state: 'coming' },
      ],
    });
  });
});
