import { beforeEach, expect, it } from 'vitest';
import { applicationIn } from '#app/features/rounds/applications.server.ts';
import { frozenDetail } from '#app/features/rounds/reading.server.ts';
import { applicationPage } from '#app/features/selection/application-page.server.ts';
import { apply, takeBackApplication } from '#app/features/selection/applying.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { putInRound } from '#app/features/selection/round-desk.server.ts';
import type { Db } from '#db/database.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, fourLearners, learners, now, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, freeze, type Hall } from './hall.ts';

describeOnBothDatabases('applying for a draw', (open) => {
  let db: Db;
  let hall: Hall;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    hall = await aRound(db, {
      sections: [{ meetsIn: [50] }, { meetsIn: [51] }, { audience: ['grid-leader'] }],
    });
  });

  const own = (personId: string) => applicationIn(db, { roundId: hall.roundId, personId });
  const first = (n: number) => hall.sections.slice(0, n);

  it('gives a ticket at once, and keeps it whatever is changed, also over a withdrawal', async () => {
    const who = await aLearner(db);
    const outcome = await ask(db, who, first(2));
    expect(outcome).toMatchObject({ outcome: 'applied', changed: false });
    const { ticket } = outcome as { ticket: string };
    expect(ticket).toMatch(/^[2-9A-HJKMNP-Y]{8}$/);
    expect(await ask(db, who, [...first(2)].reverse(), { waitlist: true })).toMatchObject({
      ticket,
      changed: true,
    });
    expect(await takeBackApplication(db, { ...who, now })).toEqual({ outcome: 'withdrawn' });
    expect(await own(who.personId)).toBeNull();
    expect(await takeBackApplication(db, { ...who, now })).toEqual({ outcome: 'refused', reason: 'none' });
    expect(await ask(db, who, first(1))).toMatchObject({ outcome: 'applied', ticket });
    expect((await own(who.personId))?.choices).toEqual([hall.sections[0]?.sectionId]);
  });

  it('writes one application however often the button is pressed', async () => {
    const who = await aLearner(db);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => ask(db, who, first(2))));
    expect(new Set(outcomes.map((each) => (each as { ticket: string }).ticket)).size).toBe(1);
    expect(await db.selectFrom('application').selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom('application_choice').selectAll().execute()).toHaveLength(2);
  });

  it('lets choices clash with each other, but not with a class somebody has; says what is not meant for them', async () => {
    const who = await aLearner(db);
    expect(await ask(db, who, hall.sections)).toEqual({
      outcome: 'refused',
      reason: 'ineligible',
      refusals: [
        {
          sectionId: hall.sections[2]?.sectionId,
          refusal: { reason: 'audience', asks: 'position', audience: ['grid-leader'], held: [] },
        },
      ],
    });
    const page = await applicationPage(db, { personId: who.personId, wanted: null, now });
    expect(page.offered.map(({ reason }) => reason).sort()).toEqual(['audience', null, null].sort());
    expect(page.conflicts.find(({ id }) => id === hall.sections[0]?.sectionId)?.others).toEqual([
      hall.sections[1]?.sectionId,
    ]);
  });

  it('refuses too many, one twice, none, and what is not in the round', async () => {
    const who = await aLearner(db);
    const other = await aSection(db, { termId: hall.termId });
    const one = hall.sections[0] as Hall['sections'][0];
    for (const choices of [[], [one, one], [other], [one, ...Array.from({ length: 5 }, () => other)]])
      expect(await ask(db, who, choices)).toEqual({ outcome: 'refused', reason: 'choices' });
    expect(await ask(db, who, [one], { places: 2 })).toEqual({ outcome: 'refused', reason: 'places' });
  });

  it('is possible while its time lasts and no longer, and nobody is in before the draw', async () => {
    const who = await aLearner(db);
    expect(await ask(db, who, first(1), { at: after({ days: 1, ms: -1 }) })).toMatchObject({
      outcome: 'applied',
    });
    expect(await ask(db, who, first(2), { at: closed })).toEqual({ outcome: 'refused', reason: 'closed' });
    expect((await own(who.personId))?.choices).toHaveLength(1);
    expect(
      await enrol(db, { ...who, sectionId: hall.sections[0]?.sectionId ?? '', waitlist: true, now }),
    ).toMatchObject({ refusal: { reason: 'closed' } });
  });

  it('takes in whatever was acknowledged, also when applications are fixed in the same moment', async () => {
    const people = await learners(db, 20);
    const [outcomes] = await Promise.all([
      Promise.all(people.map((who) => ask(db, who, first(2), { at: after({ days: 1, ms: -1 }) }))),
      freeze(db, hall),
    ]);
    const applied = outcomes.filter(({ outcome }) => outcome === 'applied').length;
    expect((await frozenDetail(db, hall.roundId))?.applicants).toBe(applied);
  });

  it('notes who acted for whom, and leaves that out of the draw', async () => {
    const [elder, liaison] = await fourLearners(db);
    await apply(db, {
      actor: liaison.actor,
      personId: elder.personId,
      choices: [hall.sections[0]?.sectionId ?? ''],
      mostPlaces: 1,
      waitlist: true,
      now,
    });
    const [line] = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('action', '=', 'application.made')
      .execute();
    expect(line).toMatchObject({ actor_id: liaison.personId, on_behalf_of: elder.personId });
    expect((await own(elder.personId))?.assisted).toBe(true);
    await freeze(db, hall);
    const before = await frozenDetail(db, hall.roundId);
    await db.updateTable('application').set({ acted_by: null }).execute();
    await db.deleteFrom('round_step').where('kind', '=', 'frozen').execute();
    await freeze(db, hall);
    expect(await frozenDetail(db, hall.roundId)).toEqual(before);
  });

  it('needs sections that nobody is in, and leaves a published round as it is', async () => {
    const put = (roundId: string, sectionId: string) =>
      putInRound(db, { actor: academy, roundId, sectionId, seats: null, now });
    const full = await aSection(db, { termId: hall.termId });
    expect(await put(hall.roundId, full.sectionId)).toEqual({ ok: false, reason: 'published' });
    const prepared = await aRound(db, { published: false, sections: [] });
    const here = await aSection(db, { termId: prepared.termId });
    expect(await put(prepared.roundId, full.sectionId)).toEqual({ ok: false, reason: 'elsewhere' });
    await db.updateTable('seat_count').set({ taken: 1 }).where('section_id', '=', here.sectionId).execute();
    expect(await put(prepared.roundId, here.sectionId)).toEqual({ ok: false, reason: 'taken' });
    await db.updateTable('seat_count').set({ taken: 0 }).where('section_id', '=', here.sectionId).execute();
    expect(await put(prepared.roundId, here.sectionId)).toEqual({ ok: true });
    expect(await put(prepared.roundId, here.sectionId)).toEqual({ ok: false, reason: 'elsewhere' });
  });
});
