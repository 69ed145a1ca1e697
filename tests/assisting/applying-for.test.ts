import { beforeEach, expect, it } from 'vitest';
import { applyFor, takeBackFor } from '#app/features/assisting/applying-for.server.ts';
import { deedsFor } from '#app/features/assisting/deeds.server.ts';
import { dispute } from '#app/features/assisting/disputes.server.ts';
import { slipOf } from '#app/features/assisting/slip.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { applicationIn } from '#app/features/rounds/applications.server.ts';
import { inputsOf } from '#app/features/rounds/inputs.server.ts';
import { frozenDetail } from '#app/features/rounds/reading.server.ts';
import { takeBackApplication } from '#app/features/selection/applying.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aRound, ask, closed, freeze, type Hall } from '#tests/rounds/hall.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, consent, type Neighbourhood } from './neighbourhood.ts';

describeOnBothDatabases('a liaison who applies in a draw for somebody', (open) => {
  let db: Db;
  let here: Neighbourhood;
  let hall: Hall;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    here = await aNeighbourhood(db);
    hall = await aRound(db, {
      sections: [{ meetsIn: [50] }, { meetsIn: [90] }, { audience: ['grid-leader'] }],
    });
  });

  const applies = (personId: string, sections = hall.sections.slice(0, 2), at = now) =>
    applyFor(db, {
      ...{ actor: here.liaison, personId, consent, now: at, mostPlaces: 1, waitlist: true },
      choices: sections.map(({ sectionId }) => sectionId),
    });
  const takesBack = (personId: string, at = now) =>
    takeBackFor(db, { actor: here.liaison, personId, consent, now: at });
  const consents = () => db.selectFrom('assisted_consent').selectAll().orderBy('id').execute();
  const applications = () => db.selectFrom('application').selectAll().execute();
  const own = (personId: string) => applicationIn(db, { roundId: hall.roundId, personId });
  const objects = async () => {
    const [deed] = await deedsFor(db, here.elder);
    const said = { actor: actorOf(here.elder, '安秀兰'), consentId: deed?.consentId ?? '' };
    return dispute(db, { ...said, by: 'person', words: '没人问过我', now });
  };

  it('leaves application, consent, notice and journal that say who and for whom; the ticket is on the slip', async () => {
    const done = await applies(here.elder);
    expect(done).toMatchObject({ outcome: 'done', action: 'apply' });
    const { ticket } = done as { ticket: string };
    expect(await applications()).toMatchObject([{ person_id: here.elder, acted_by: here.liaisonId, ticket }]);
    const [row] = await consents();
    expect(row).toMatchObject({
      ...{ action: 'apply', person_id: here.elder, liaison_id: here.liaisonId, ...consent },
      ...{ round_id: hall.roundId, section_id: null },
    });
    const journal = db.selectFrom('journal_entry').select(['action', 'on_behalf_of']);
    expect(await journal.where('actor_id', '=', here.liaisonId).orderBy('id').execute()).toEqual(
      ['application.made', 'assistance.given'].map((action) => ({ action, on_behalf_of: here.elder })),
    );
    const [notice] = await unreadNotices(db, here.elder);
    expect(notice?.title).toMatch(/^社区联络员 陈跑腿 替你报了.*预选$/);
    expect(notice).toMatchObject({ link: '/me/assisted', body: expect.stringContaining(ticket) });
    expect(await deedsFor(db, here.elder)).toMatchObject([
      { action: 'apply', title: '预选', standing: 'applied', sectionId: null, roundId: hall.roundId },
    ]);
    const slip = await slipOf(db, { actor: here.liaison, personId: here.elder, now });
    expect(slip?.applied).toMatchObject({ ticket, roundName: '预选' });
  });

  it('is refused what the person would be refused, and nothing is written', async () => {
    expect(await applies(here.elder, hall.sections)).toMatchObject({ reason: 'ineligible' });
    expect(await applies(here.elder, [])).toMatchObject({ reason: 'choices' });
    expect(await applies(here.elder, hall.sections.slice(0, 1), closed)).toMatchObject({ reason: 'closed' });
    expect(await takesBack(here.elder)).toEqual({ outcome: 'refused', reason: 'none' });
    expect(await takesBack(here.elder, closed)).toEqual({ outcome: 'refused', reason: 'closed' });
    expect([await consents(), await applications()]).toEqual([[], []]);
  });

  it('reaches nobody elsewhere, nobody unknown and not herself', async () => {
    for (const personId of [here.stranger, here.gone, here.liaisonId, newId(), 'x']) {
      expect(await applies(personId)).toEqual({ outcome: 'not-found' });
      expect(await takesBack(personId)).toEqual({ outcome: 'not-found' });
    }
    expect([await consents(), await applications()]).toEqual([[], []]);
  });

  it('changes and takes back for somebody, each with its consent; the ticket stays', async () => {
    const { ticket } = (await applies(here.elder)) as { ticket: string };
    expect(await takesBack(here.elder)).toMatchObject({ outcome: 'done', action: 'take-back' });
    expect(await own(here.elder)).toBeNull();
    expect(await applies(here.elder, hall.sections.slice(1, 2))).toMatchObject({ ticket });
    expect((await consents()).map(({ action }) => action)).toEqual(['apply', 'take-back', 'apply']);
    expect(await unreadNotices(db, here.elder)).toHaveLength(3);
  });

  it('can be undone by the person, who takes the application back', async () => {
    await applies(here.elder);
    const elder = { actor: actorOf(here.elder, '安秀兰'), personId: here.elder, now };
    expect(await takeBackApplication(db, elder)).toEqual({ outcome: 'withdrawn' });
    expect(await deedsFor(db, here.elder)).toMatchObject([{ standing: null }]);
  });

  it('who is objected to, is undone while applications are taken', async () => {
    await applies(here.elder);
    expect(await objects()).toEqual({ outcome: 'noted', undone: true, still: null });
    expect(await own(here.elder)).toBeNull();
  });

  it('who is objected to afterwards, is noted, and the draw stays as it was fixed', async () => {
    await applies(here.elder);
    await freeze(db, hall);
    expect(await deedsFor(db, here.elder)).toMatchObject([{ standing: 'fixed' }]);
    expect(await objects()).toEqual({ outcome: 'noted', undone: false, still: 'drawing' });
    expect(await own(here.elder)).not.toBeNull();
  });

  it('gives the same odds: the draw is made from the same things, and from nothing of the liaison', async () => {
    const self = await aLearner(db);
    await ask(db, self, hall.sections.slice(0, 2), { waitlist: true });
    await applies(here.elder);
    await freeze(db, hall);
    const fixed = await frozenDetail(db, hall.roundId);
    if (!fixed) throw new Error('not fixed');
    const { inputs, applications: known } = await inputsOf(db, {
      roundId: hall.roundId,
      mostPlaces: 1,
      fixed,
    });
    const [one, other] = inputs.applicants.map(({ ticket, ...rest }) => ({
      ...rest,
      hasTicket: ticket !== '',
    }));
    expect(one).toEqual(other);
    expect([...known.values()].map(({ personId }) => personId).sort()).toEqual(
      [self.personId, here.elder].sort(),
    );
    expect(JSON.stringify(inputs)).not.toContain(here.liaisonId);
    expect(JSON.stringify(inputs)).not.toContain('acted');
  });
});
