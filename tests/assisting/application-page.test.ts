import { beforeEach, expect, it } from 'vitest';
import { loader, action as send } from '#app/features/assisting/pages/assisted-application.tsx';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/identity/support.ts';
import { aRound, type Hall } from '#tests/rounds/hall.ts';
import { aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aTown, filledIn, type Town, type Who } from './town.ts';
import { ask } from './visits.ts';

const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

interface Visit {
  personId?: string;
  /** Sends it; without one the page is read. */
  form?: Record<string, string>;
  search?: string;
}

describeOnBothDatabases('the page on which a liaison applies for somebody', (open) => {
  let db: Db;
  let town: Town;
  let people: Town['people'];
  let hall: Hall;
  /** Two choices and nothing else, as the form sends them. */
  let wish: Record<string, string>;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
    people = town.people;
    const days = { startsOn: dayOf(inHours(100)), endsOn: dayOf(inHours(24 * 60)) };
    const termId = await aTerm(db, [
      { kind: 'preselect', from: inHours(-24), to: inHours(24) },
      { kind: 'add-drop', from: inHours(48), to: inHours(72) },
    ]);
    hall = await aRound(db, { termId, sections: [days, days, { ...days, audience: ['grid-leader'] }] });
    wish = { choice1: section(1), choice2: section(0), places: '1', waitlist: 'yes' };
  });

  const section = (at: number) => hall.sections[at]?.sectionId ?? '';
  const visit = (who: Who, { personId = people.elder, form, search = '' }: Visit = {}) => {
    const path = `/assist/people/${personId}/application`;
    const cookie = who === 'anonymous' ? '' : town.cookies[who];
    return ask(db, form ? send : loader, path + search, {
      cookie,
      params: { personId },
      ...(form ? { form } : {}),
    });
  };
  const sends = (form: Record<string, string>, personId = people.elder) =>
    visit('liaison', { personId, form });
  const written = async () =>
    [
      await db.selectFrom('application').selectAll().execute(),
      await db.selectFrom('assisted_consent').selectAll().execute(),
    ] as const;
  const forms = (): Record<string, string>[] => [
    { deed: 'apply', ...wish, ...filledIn },
    { deed: 'withdraw', ...filledIn },
    { deed: 'check', ...wish },
    {},
  ];

  it('is for liaisons, to read and to send', async () => {
    expect((await visit('liaison')).status).toBe(200);
    for (const who of ['ended', 'registrar', 'elder', 'anonymous'] as const) {
      const expected = who === 'anonymous' ? 302 : 403;
      expect((await visit(who)).status, who).toBe(expected);
      for (const form of forms()) expect((await visit(who, { form })).status, who).toBe(expected);
    }
    expect(await written()).toEqual([[], []]);
  });

  it('knows the unknown, those out of reach and oneself as little, whatever is sent', async () => {
    const elsewhere: [Who, string][] = [
      ['liaison', people.stranger],
      ['liaison', people.liaison],
      ['liaison', newId()],
      ['liaison', 'x'],
      ['nobodys', people.elder],
    ];
    const texts = new Set<string>();
    for (const [who, personId] of elsewhere)
      for (const form of [undefined, ...forms()]) {
        const told = await visit(who, { personId, ...(form ? { form } : {}) });
        expect(told.status).toBe(404);
        texts.add(told.text);
      }
    expect(texts.size).toBe(1);
    expect(await written()).toEqual([[], []]);
  });

  it('loses nothing that was typed when something is missing', async () => {
    const typed = { words: '想学书法', means: 'phone' };
    const kept = { choices: [section(1), section(0)], places: 1, waitlist: true };
    const noConsent = { deed: 'apply', ...wish, ...typed };
    const unasked = await sends(noConsent);
    expect(unasked.status).toBe(400);
    expect(unasked.data).toEqual({
      ...kept,
      step: 'review',
      fields: noConsent,
      errors: [{ field: 'agreed', message: expect.stringContaining('请先问过本人') }],
    });
    const twice = { deed: 'check', ...wish, choice2: section(1) };
    expect(await sends(twice)).toMatchObject({
      status: 400,
      data: {
        ...kept,
        choices: [section(1), section(1)],
        step: 'form',
        errors: [{ field: 'choice2', message: expect.stringContaining('同一个班') }],
      },
    });
    const none = { deed: 'apply', ...filledIn, choice1: '', choice2: '', waitlist: 'yes' };
    expect(await sends(none)).toMatchObject({
      status: 400,
      data: { step: 'form', waitlist: true, fields: filledIn, errors: [{ field: 'choice1' }] },
    });
    expect(await sends({ deed: 'withdraw', ...typed })).toMatchObject({
      status: 400,
      data: { step: 'take-back', fields: typed, errors: [{ field: 'agreed' }] },
    });
    expect(await written()).toEqual([[], []]);
  });

  it('moves a choice and shows what is checked before anything is written', async () => {
    const choices = [section(0), section(1)];
    expect(await sends({ deed: 'up-1', ...wish })).toMatchObject({
      status: 200,
      data: { step: 'form', choices, errors: [] },
    });
    expect(await sends({ deed: 'check', ...wish })).toMatchObject({
      status: 200,
      data: { step: 'review', choices: choices.toReversed(), errors: [] },
    });
    expect(await written()).toEqual([[], []]);
  });

  it('says about the person why it was refused, beside the choice, and keeps the rest', async () => {
    const asked = { deed: 'apply', ...wish, choice2: section(2), ...filledIn };
    const refused = await sends(asked);
    expect(refused).toMatchObject({
      status: 409,
      data: { step: 'form', fields: asked, choices: [section(1), section(2)] },
    });
    const [error] = refused.data.errors as { field: string; message: string }[];
    expect(error?.field).toBe('choice2');
    expect(error?.message).toContain('第二志愿');
    expect(error?.message).not.toContain('你');
    expect(await sends({ deed: 'withdraw', ...filledIn })).toMatchObject({ status: 409 });
    await db
      .updateTable('term_window')
      .set({ closes_at: inHours(-1).toISOString() })
      .execute();
    for (const deed of ['apply', 'withdraw'])
      expect(await sends({ deed, ...wish, ...filledIn })).toMatchObject({
        status: 409,
        data: { fields: filledIn, errors: [{ message: expect.stringContaining('截止') }] },
      });
    expect(await written()).toEqual([[], []]);
  });

  it('leaves on everything who acted and for whom', async () => {
    const at = `/assist/people/${people.elder}/application?done=`;
    const applied = await sends({ deed: 'apply', ...wish, ...filledIn });
    expect([applied.status, applied.location]).toEqual([303, `${at}apply`]);
    const [applications, consents] = await written();
    expect(applications).toMatchObject([{ person_id: people.elder, acted_by: people.liaison, waitlist: 1 }]);
    expect(consents).toMatchObject([
      {
        ...{ action: 'apply', person_id: people.elder, liaison_id: people.liaison, round_id: hall.roundId },
        ...{ means: filledIn.means, words: filledIn.words },
      },
    ]);
    const seen = await visit('liaison', { search: '?done=apply' });
    expect(seen.data).toMatchObject({
      ...{ done: 'apply', person: { id: people.elder, name: '安秀兰' } },
      page: {
        application: { ticket: applications[0]?.ticket, assisted: true },
        choices: [{ id: section(1) }, { id: section(0) }],
      },
    });
    expect(JSON.stringify(seen.data)).not.toMatch(/credit|score|answer|evaluat|award|ballot|username/i);
    const taken = await sends({ deed: 'withdraw', ...filledIn });
    expect([taken.status, taken.location]).toEqual([303, `${at}take-back`]);
    const journal = db.selectFrom('journal_entry').select(['action', 'on_behalf_of']);
    expect(await journal.where('actor_id', '=', people.liaison).orderBy('id').execute()).toEqual(
      ['application.made', 'assistance.given', 'application.withdrawn', 'assistance.given'].map((action) => ({
        action,
        on_behalf_of: people.elder,
      })),
    );
    for (const { title } of await unreadNotices(db, people.elder)) expect(title).toContain('陈跑腿');
    expect(await unreadNotices(db, people.elder)).toHaveLength(2);
  });
});
