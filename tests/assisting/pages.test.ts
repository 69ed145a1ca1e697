import { beforeEach, expect, it } from 'vitest';
import { loader as adminList } from '#app/features/assisting/pages/admin-assisted.tsx';
import {
  loader as adminDeed,
  action as reviewDeed,
} from '#app/features/assisting/pages/admin-assisted-deed.tsx';
import { loader as assist } from '#app/features/assisting/pages/assist.tsx';
import { loader as log } from '#app/features/assisting/pages/assist-log.tsx';
import { loader as person } from '#app/features/assisting/pages/assisted-person.tsx';
import { action as deed, loader as section } from '#app/features/assisting/pages/assisted-section.tsx';
import { loader as sections } from '#app/features/assisting/pages/assisted-sections.tsx';
import { loader as myList } from '#app/features/assisting/pages/my-assisted.tsx';
import { loader as myDeed, action as object } from '#app/features/assisting/pages/my-assisted-deed.tsx';
import { action as call, loader as offer } from '#app/features/assisting/pages/offer.tsx';
import { loader as slip } from '#app/features/assisting/pages/slip.tsx';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/identity/support.ts';
import { choose } from '#tests/selection/desk.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { actorOf } from './neighbourhood.ts';
import { aSeatOffered, aTown, filledIn, type Town, type Who } from './town.ts';
import { ask, type Visit } from './visits.ts';

describeOnBothDatabases('the pages of assisted selection', (open) => {
  let db: Db;
  let town: Town;
  let free: Section;
  let full: Section;
  let people: Town['people'];
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
    ({ free, full, people } = town);
  });

  const as = (who: Who, page: unknown, path: string, visit: Visit = {}) =>
    ask(db, page, path, { ...visit, cookie: who === 'anonymous' ? '' : town.cookies[who] });
  const choosing = (who: Who, personId: string, form: Record<string, string>, sectionId = free.sectionId) =>
    as(who, deed, `/assist/people/${personId}/sections/${sectionId}`, {
      params: { personId, sectionId },
      form,
    });
  const chosen = async () => {
    await choosing('liaison', people.elder, { deed: 'enrol', ...filledIn });
    return (await db.selectFrom('assisted_consent').select('id').executeTakeFirstOrThrow()).id;
  };
  const seatOffered = (personId: string) => aSeatOffered(db, full, personId);

  it('let the liaison in and nobody else; whose right ended yesterday is nobody any more', async () => {
    const offerId = await seatOffered(people.elder);
    const params = { personId: people.elder, sectionId: free.sectionId, offerId };
    const pages: [unknown, string][] = [
      [assist, '/assist'],
      [log, '/assist/log'],
      [person, `/assist/people/${people.elder}`],
      [sections, `/assist/people/${people.elder}/sections`],
      [section, `/assist/people/${people.elder}/sections/${free.sectionId}`],
      [slip, `/assist/people/${people.elder}/slip`],
      [offer, `/assist/offers/${offerId}`],
    ];
    for (const [page, path] of pages) {
      expect((await as('liaison', page, path, { params })).status, path).toBe(200);
      for (const who of ['ended', 'registrar', 'elder'] as const)
        expect((await as(who, page, path, { params })).status, `${who} ${path}`).toBe(403);
      const stranger = await as('anonymous', page, path, { params });
      expect([stranger.status, stranger.location]).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    }
  });

  it('answer 404 alike for the unknown, for those out of scope and for oneself, read or written', async () => {
    const offerId = await seatOffered(people.stranger);
    const elsewhere: [Who, string][] = [
      ['liaison', people.stranger],
      ['liaison', people.liaison],
      ['liaison', newId()],
      ['liaison', 'x'],
      ['nobodys', people.elder],
    ];
    const texts = new Set<string>();
    for (const [who, personId] of elsewhere) {
      const params = { personId, sectionId: free.sectionId };
      for (const page of [person, sections, section, slip]) {
        const told = await as(who, page, '/assist', { params });
        expect(told.status).toBe(404);
        texts.add(told.text);
      }
      for (const form of [{ deed: 'enrol', ...filledIn }, { deed: 'withdraw', ...filledIn }, {}] as Record<
        string,
        string
      >[]) {
        const told = await choosing(who, personId, form);
        expect(told.status).toBe(404);
        texts.add(told.text);
      }
    }
    expect(texts.size).toBe(1);
    for (const id of [offerId, newId(), 'x']) {
      const params = { offerId: id };
      expect((await as('liaison', offer, '/assist', { params })).status).toBe(404);
      for (const outcome of ['accept', 'decline', 'no-answer', 'nonsense'])
        expect((await as('liaison', call, '/a', { params, form: { outcome, ...filledIn } })).status).toBe(
          404,
        );
    }
    expect((await choosing('liaison', people.elder, { deed: 'enrol', ...filledIn }, newId())).status).toBe(
      404,
    );
    expect(await db.selectFrom('assisted_consent').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('offer_call').selectAll().execute()).toEqual([]);
  });

  it('refuse the posts of everybody who is no liaison', async () => {
    const offerId = await seatOffered(people.elder);
    for (const who of ['ended', 'registrar', 'elder', 'anonymous'] as const) {
      const expected = who === 'anonymous' ? 302 : 403;
      expect((await choosing(who, people.elder, { deed: 'enrol', ...filledIn })).status).toBe(expected);
      const form = { outcome: 'accept', ...filledIn };
      expect((await as(who, call, '/assist', { params: { offerId }, form })).status).toBe(expected);
    }
    expect(await db.selectFrom('enrolment').select('acted_by').execute()).toEqual([{ acted_by: null }]);
  });

  it('ask for consent before anything is done, and lose nothing that was typed', async () => {
    const asked = { deed: 'enrol', means: 'phone', words: '想学书法' };
    const told = await choosing('liaison', people.elder, asked);
    expect(told.status).toBe(400);
    expect(told.data).toEqual({
      fields: asked,
      errors: [{ field: 'agreed', message: expect.stringContaining('请先问过本人') }],
    });
    const nothing = await choosing('liaison', people.elder, { deed: 'enrol', agreed: 'yes' });
    expect((nothing.data.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      'means',
      'words',
    ]);
    expect((await choosing('liaison', people.elder, { ...filledIn, deed: 'fly' })).status).toBe(400);
    const offerId = await seatOffered(people.elder);
    const answered = await as('liaison', call, '/assist', {
      params: { offerId },
      form: { outcome: 'accept' },
    });
    expect(answered.status).toBe(400);
    for (const table of ['assisted_consent', 'offer_call'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it('say why somebody cannot take a section, and keep the form', async () => {
    await choose(
      db,
      { personId: people.stranger, actor: actorOf(people.stranger, '自己') },
      { section: full, at: now },
    );
    const form = { deed: 'enrol', ...filledIn };
    const told = await choosing('liaison', people.elder, form, full.sectionId);
    expect(told.status).toBe(409);
    expect(told.data).toMatchObject({
      fields: form,
      errors: [{ message: expect.stringContaining('名额刚刚满了') }],
    });
    const waits = await choosing('liaison', people.elder, { ...form, deed: 'wait' }, full.sectionId);
    expect(waits.location).toBe(`/assist/people/${people.elder}?done=wait`);
    const seen = await as('liaison', person, '/assist', { params: { personId: people.elder } });
    expect(seen.data).toMatchObject({ waiting: [{ position: 1, deed: { liaisonName: '陈跑腿' } }] });
  });

  it('show the person what was done and let only them object', async () => {
    const consentId = await chosen();
    const params = { consentId };
    expect((await as('elder', myList, '/me/assisted')).data).toMatchObject({ deeds: [{ consentId }] });
    expect((await as('stranger', myList, '/me/assisted')).data).toEqual({ deeds: [] });
    expect((await as('elder', myDeed, '/me/assisted/x', { params })).status).toBe(200);
    for (const who of ['stranger', 'liaison', 'registrar'] as const) {
      expect((await as(who, myDeed, '/me/assisted/x', { params })).status).toBe(404);
      expect((await as(who, object, '/me/assisted/x', { params, form: {} })).status).toBe(404);
    }
    const said = await as('elder', object, '/me/assisted/x', { params, form: { words: '没人问过我' } });
    expect(said.location).toBe(`/me/assisted/${consentId}?done=undone`);
    expect((await as('elder', object, '/me/assisted/x', { params, form: {} })).status).toBe(409);
    const long = { words: '长'.repeat(201) };
    expect((await as('elder', object, '/me/assisted/x', { params, form: long })).status).toBe(400);
  });

  it('show the registrar of the scope who acted for whom, and take what came of a dispute', async () => {
    const consentId = await chosen();
    const params = { consentId };
    const at = `/admin/assisted/${consentId}`;
    const undo = { means: 'undo', words: '本人来电' };
    for (const who of ['liaison', 'elder', 'ended'] as const) {
      expect((await as(who, adminList, '/admin/assisted')).status).toBe(403);
      expect((await as(who, adminDeed, at, { params })).status).toBe(403);
      expect((await as(who, reviewDeed, at, { params, form: undo })).status).toBe(403);
    }
    expect((await as('farRegistrar', adminList, '/admin/assisted')).data).toMatchObject({ deeds: [] });
    for (const form of [undo, {}] as Record<string, string>[])
      expect((await as('farRegistrar', reviewDeed, at, { params, form })).status).toBe(404);
    expect((await as('farRegistrar', adminDeed, at, { params })).status).toBe(404);
    expect((await as('registrar', adminDeed, at, { params: { consentId: newId() } })).status).toBe(404);
    expect((await as('registrar', adminList, '/admin/assisted')).data).toMatchObject({
      disputed: [],
      deeds: [{ consentId, liaisonName: '陈跑腿', personName: '安秀兰', words: filledIn.words }],
    });
    expect((await as('registrar', reviewDeed, at, { params, form: { means: 'undo' } })).status).toBe(400);
    expect((await as('registrar', reviewDeed, at, { params, form: undo })).location).toBe(`${at}?saved`);
    expect((await as('registrar', reviewDeed, at, { params, form: undo })).status).toBe(409);
    const object = { means: 'dispute', words: '本人说没同意' };
    expect((await as('registrar', reviewDeed, at, { params, form: object })).location).toBe(`${at}?saved`);
    expect((await as('registrar', adminList, '/admin/assisted')).data).toMatchObject({
      disputed: [{ consentId }],
    });
    const settle = { means: 'settle', words: '谈过了' };
    expect((await as('registrar', reviewDeed, at, { params, form: settle })).location).toBe(`${at}?saved`);
    expect((await as('registrar', reviewDeed, at, { params, form: settle })).status).toBe(409);
  });

  it('never show the liaison credits, answers or evaluations', async () => {
    await chosen();
    const params = { personId: people.elder, sectionId: free.sectionId };
    for (const page of [person, sections, section, slip]) {
      const { data } = await as('liaison', page, '/assist', { params });
      expect(JSON.stringify(data)).not.toMatch(/credit|score|answer|evaluat|award|ballot|username/i);
    }
  });
});
