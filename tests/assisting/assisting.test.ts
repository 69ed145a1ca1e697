import { beforeEach, expect, it } from 'vitest';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { enrolmentsOf, seatsOf } from '#app/features/selection/reading.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { somebody } from '#tests/assessment/record.ts';
import { breaches, choose, leave } from '#tests/selection/desk.ts';
import { aCourse, aSection, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, learners, now, withPolicies } from '#tests/support/world.ts';
import { actorOf, aNeighbourhood, asks, choosing, consent, type Neighbourhood } from './neighbourhood.ts';

describeOnBothDatabases('a liaison who acts for somebody', (open) => {
  let db: Db;
  let here: Neighbourhood;
  let section: Section;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    here = await aNeighbourhood(db);
    section = await aSection(db, { capacity: 1, meetsIn: [30], startsOn: '2026-11-25' });
  });

  const rows = (table: 'assisted_consent' | 'enrolment' | 'waitlist_entry' | 'withdrawal') =>
    db.selectFrom(table).selectAll().execute();
  const journal = () =>
    db
      .selectFrom('journal_entry')
      .select(['action', 'actor_id', 'on_behalf_of'])
      .where('actor_id', '=', here.liaisonId)
      .orderBy('id')
      .execute();
  const told = (personId: string) => unreadNotices(db, personId);

  it('chooses a section: enrolment, consent, notice and journal say who and for whom', async () => {
    const done = await asks(db, here.liaison, here.elder, choosing(section));
    expect(done).toMatchObject({ outcome: 'done', action: 'enrol' });
    expect(await rows('enrolment')).toMatchObject([
      { person_id: here.elder, acted_by: here.liaisonId, active: 1 },
    ]);
    expect(await rows('assisted_consent')).toMatchObject([
      {
        person_id: here.elder,
        liaison_id: here.liaisonId,
        action: 'enrol',
        section_id: section.sectionId,
        ...consent,
        given_at: now.toISOString(),
      },
    ]);
    expect(await journal()).toEqual(
      ['enrolment.made', 'assistance.given'].map((action) => ({
        action,
        actor_id: here.liaisonId,
        on_behalf_of: here.elder,
      })),
    );
    const [notice] = await unreadNotices(db, here.elder);
    expect(notice?.title).toBe(`社区联络员 陈跑腿 替你选了《${section.title}》`);
    expect(notice?.link).toBe('/me/assisted');
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('waits, leaves the line and withdraws for somebody, each with its consent', async () => {
    const other = await aLearner(db);
    await choose(db, other, { section });
    expect(await asks(db, here.liaison, here.elder, choosing(section, true))).toMatchObject({
      action: 'wait',
    });
    expect(await rows('waitlist_entry')).toMatchObject([{ acted_by: here.liaisonId }]);
    const out = { kind: 'withdraw', sectionId: section.sectionId } as const;
    expect(await asks(db, here.liaison, here.elder, out)).toMatchObject({ action: 'leave-line' });
    await leave(db, other, { section });
    await asks(db, here.liaison, here.elder, choosing(section));
    expect(await asks(db, here.liaison, here.elder, out)).toMatchObject({ action: 'withdraw' });
    expect((await rows('withdrawal')).map((row) => 'by_person_id' in row && row.by_person_id)).toContain(
      here.liaisonId,
    );
    const actions = (await rows('assisted_consent')).map((row) => 'action' in row && row.action);
    expect(actions.sort()).toEqual(['enrol', 'leave-line', 'wait', 'withdraw']);
    expect(await told(here.elder)).toHaveLength(4);
    expect((await journal()).every(({ on_behalf_of }) => on_behalf_of === here.elder)).toBe(true);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('is refused for the same reasons as the person, told by name, and nothing is written', async () => {
    await choose(db, await aLearner(db), { section });
    const clashing = await aSection(db, { termId: section.termId, meetsIn: [31], capacity: 5 });
    await asks(db, here.liaison, here.neighbour, choosing(clashing));
    const before = await rows('assisted_consent');
    expect(await asks(db, here.liaison, here.elder, choosing(section))).toMatchObject({
      outcome: 'refused',
      reason: 'full',
    });
    const clash = await asks(db, here.liaison, here.neighbour, choosing(section, true));
    expect(clash).toMatchObject({ outcome: 'refused', reason: 'clash' });
    expect(JSON.stringify(clash)).toContain('白小河已选的');
    const forHeads = await aSection(db, { termId: section.termId, audience: ['building-head'] });
    expect(await asks(db, here.liaison, here.elder, choosing(forHeads))).toMatchObject({
      reason: 'audience',
    });
    const second = await aSection(db, {
      termId: section.termId,
      course: await aCourse(db, { prerequisites: [section.course] }),
    });
    expect(await asks(db, here.liaison, here.elder, choosing(second))).toMatchObject({
      reason: 'prerequisite',
    });
    expect(await asks(db, here.liaison, here.elder, choosing(section), after({ days: 9 }))).toMatchObject({
      reason: 'closed',
    });
    expect(await rows('assisted_consent')).toEqual(before);
    expect(await told(here.elder)).toEqual([]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('meets the limits of a term as everybody does', async () => {
    const school = { school: 'senior' } as const;
    for (let index = 0; index < 3; index++) {
      const one = await aSection(db, { termId: section.termId, ...school });
      expect(await asks(db, here.liaison, here.elder, choosing(one))).toMatchObject({ outcome: 'done' });
    }
    const fourth = await aSection(db, { termId: section.termId, ...school });
    expect(await asks(db, here.liaison, here.elder, choosing(fourth))).toMatchObject({
      reason: 'category-limit',
    });
  });

  it('stands in the line behind those who came first', async () => {
    const [holder, first, last] = await learners(db, 3);
    if (!holder || !first || !last) throw new Error('nobody');
    await choose(db, holder, { section });
    await choose(db, first, { section });
    await asks(db, here.liaison, here.elder, choosing(section, true));
    await choose(db, last, { section });
    await leave(db, holder, { section });
    const offers = await db.selectFrom('seat_offer').select('person_id').execute();
    expect(offers).toEqual([{ person_id: first.personId }]);
    const line = await db
      .selectFrom('waitlist_entry')
      .select('person_id')
      .where('active', '=', 1)
      .orderBy('joined_at')
      .execute();
    expect(line.map(({ person_id }) => person_id)).toEqual([first.personId, here.elder, last.personId]);
  });

  it('has no better odds when everybody asks at once', async () => {
    const crowd = await learners(db, 12);
    const assisted = await Promise.all(
      Array.from({ length: 6 }, () => somebody(db, '佟老小', [['senior-learner', here.east]])),
    );
    await Promise.all([
      ...crowd.map((learner) => choose(db, learner, { section, waitlist: false })),
      ...assisted.map((personId) => asks(db, here.liaison, personId, choosing(section))),
      ...assisted.map((personId) => asks(db, here.liaison, personId, choosing(section))),
    ]);
    expect((await seatsOf(db, [section.sectionId])).get(section.sectionId)).toEqual({
      capacity: 1,
      taken: 1,
    });
    const enrolled = await rows('enrolment');
    expect(enrolled).toHaveLength(1);
    const consents = await rows('assisted_consent');
    const byLiaison = enrolled.filter((row) => 'acted_by' in row && row.acted_by !== null);
    expect(consents).toHaveLength(byLiaison.length);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('reaches nobody out of scope, nobody unknown, and never themselves', async () => {
    const nobodys = actorOf(here.liaisonId, '陈跑腿', ['liaison', { id: newId(), path: 't9zz9zz9' }]);
    const registrar = actorOf(here.liaisonId, '陈跑腿', ['registrar', null]);
    const learner = actorOf(here.liaisonId, '陈跑腿');
    const tries: [typeof registrar, string][] = [
      [here.liaison, here.stranger],
      [here.liaison, here.gone],
      [here.liaison, here.liaisonId],
      [here.liaison, newId()],
      [here.liaison, 'x'],
      [nobodys, here.elder],
      [registrar, here.elder],
      [learner, here.elder],
    ];
    for (const [actor, personId] of tries)
      expect(await asks(db, actor, personId, choosing(section))).toEqual({ outcome: 'not-found' });
    const nowhere = { kind: 'enrol', sectionId: newId(), waitlist: false } as const;
    expect(await asks(db, here.liaison, here.elder, nowhere)).toEqual({ outcome: 'not-found' });
    for (const table of ['assisted_consent', 'enrolment'] as const) expect(await rows(table)).toEqual([]);
  });

  it('acts for everybody with the whole academy as scope', async () => {
    const wide = actorOf(here.liaisonId, '陈跑腿', ['liaison', null]);
    expect(await asks(db, wide, here.stranger, choosing(section))).toMatchObject({ outcome: 'done' });
    expect(await enrolmentsOf(db, here.stranger)).toHaveLength(1);
    expect(await asks(db, wide, newId(), choosing(section))).toEqual({ outcome: 'not-found' });
  });
});
