import { beforeEach, expect, it } from 'vitest';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import type { Eligibility } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { choose } from './desk.ts';

const over60: Eligibility = { kind: 'age-from', value: '60', label: '60 岁以上' };

describeOnBothDatabases('who may take a section', (open) => {
  let db: Db;
  let termId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    termId = await aTerm(db);
    learner = await aLearner(db);
  });

  const unit = async (name: string, path: string, kind = 'community') => {
    const id = newId();
    await db
      .insertInto('org_unit')
      .values({ id, tree: 'territory', kind, name, path, valid_from: '2020-01-01' })
      .execute();
    return id;
  };
  const lives = async (unitId: string, { personId } = learner) =>
    db
      .insertInto('appointment')
      .values({
        id: newId(),
        person_id: personId,
        position: 'resident',
        org_unit_id: unitId,
        valid_from: '2025-01-01',
        source: 'registrar',
      })
      .execute();
  const aged = (band: string, { personId } = learner) =>
    db.updateTable('person').set({ age_band: band }).where('id', '=', personId).execute();
  const sectionFor = (...eligibility: Eligibility[]) => aSection(db, { termId, eligibility });
  const community = (value: string, label: string): Eligibility => ({ kind: 'community', value, label });
  async function said(section: Section) {
    const outcome = await choose(db, learner, { section });
    if (outcome.outcome !== 'refused') return outcome.outcome;
    const { what, next } = refusalWords(outcome.refusal, section.title);
    return [outcome.refusal.reason, what, next];
  }

  it('asks for a community, by any place in it, and names the one that somebody has', async () => {
    const [here, there, third] = [
      await unit('和风社区', 't000a001'),
      await unit('丽水社区', 't000a002'),
      await unit('东园社区', 't000a003'),
    ];
    const building = await unit('3 栋', 't000a001b003', 'building');
    const section = await sectionFor(community(there, '丽水社区'), community(third, '东园社区'));
    expect(await said(section)).toEqual([
      'audience',
      expect.stringMatching(
        /^这个班只面向(丽水社区、东园社区|东园社区、丽水社区)，你还没有登记所在的社区。$/,
      ),
      '请找社区联络员或者教务登记，登记好就可以选。',
    ]);
    await lives(building);
    expect(await said(section)).toMatchObject({ 1: expect.stringContaining('你登记在和风社区。') });
    expect(await said(await sectionFor(community(here, '和风社区'), community(there, '丽水社区')))).toBe(
      'enrolled',
    );
  });

  it('asks for an age, and says whom to tell when it is not known', async () => {
    const section = await sectionFor(over60);
    expect(await said(section)).toEqual([
      'audience',
      '这个班面向60 岁以上，你还没有登记年龄段。',
      '请找社区联络员或者教务登记年龄段（不用证件号），登记好就可以选。',
    ]);
    await aged('50-59');
    expect(await said(section)).toMatchObject({ 1: '这个班面向60 岁以上，你登记的年龄段是 50-59 岁。' });
    await aged('60-69');
    expect(await said(section)).toBe('enrolled');
  });

  it('stands on the list of sections, communities first', async () => {
    const here = await unit('和风社区', 't000a001');
    const there = await unit('丽水社区', 't000a002');
    const section = await sectionFor(over60, community(here, '和风社区'), community(there, '丽水社区'));
    const [offered] = await sectionsOfCourse(db, section.course.courseId, now);
    expect(offered?.eligibility).toEqual(['丽水社区或和风社区', '60 岁以上']);
  });

  it('limits a term by its own rows, and by the usual ones without', async () => {
    await db
      .insertInto('term_limit')
      .values([
        { term_id: termId, school: '', most: 3 },
        { term_id: termId, school: 'governance', most: 2 },
      ])
      .execute();
    const take = async (school: 'governance' | 'senior') =>
      choose(db, learner, { section: await aSection(db, { termId, school }) });
    expect((await take('governance')).outcome).toBe('enrolled');
    expect((await take('governance')).outcome).toBe('enrolled');
    expect(await take('governance')).toMatchObject({
      refusal: { reason: 'category-limit', most: 2, school: 'governance' },
    });
    expect((await take('senior')).outcome).toBe('enrolled');
    expect(await take('senior')).toMatchObject({ refusal: { reason: 'term-limit', most: 3 } });
    await db.deleteFrom('term_limit').where('school', '=', '').execute();
    for (let n = 0; n < 4; n++) expect((await take('senior')).outcome).toBe('enrolled');
  });

  it('does not count a meeting that was cancelled as a clash', async () => {
    const taken = await aSection(db, { termId, meetsIn: [30, 198] });
    const wanted = await aSection(db, { termId, meetsIn: [31] });
    await choose(db, learner, { section: taken });
    expect(await choose(db, learner, { section: wanted })).toMatchObject({ refusal: { reason: 'clash' } });
    await db
      .insertInto('meeting_cancellation')
      .values({
        meeting_id: taken.meetingIds[0] ?? '',
        at: now.toISOString(),
        by_person_id: null,
        reason: '停电',
      })
      .execute();
    expect((await choose(db, learner, { section: wanted })).outcome).toBe('enrolled');
  });

  it('waits for the lots of a section that takes part in a round', async () => {
    const windows = [{ kind: 'add-drop' as const, from: after({ days: -1 }), to: after({ days: 5 }) }];
    const section = await aSection(db, { termId: await aTerm(db, windows), entry: 'lottery' });
    const roundId = newId();
    await db
      .insertInto('selection_round')
      .values({
        id: roundId,
        term_id: section.termId,
        name: '秋季预选',
        most_choices: 3,
        most_places: 2,
        most_lots: 3,
        seed_hash: 'x',
        created_at: now.toISOString(),
        created_by: null,
      })
      .execute();
    await db
      .insertInto('round_section')
      .values({ round_id: roundId, section_id: section.sectionId, seats: null })
      .execute();
    const done = (kind: string) =>
      db
        .insertInto('round_step')
        .values({ round_id: roundId, kind, at: now.toISOString(), by_person_id: null, detail: '{}' })
        .execute();
    await done('published');
    expect(await said(section)).toEqual([
      'closed',
      `《${section.title}》要先摇号，现在还没有办完。`,
      '摇号结果公布以后，剩下的名额就可以选。',
    ]);
    // Those who drew a seat get it before anybody else may come first.
    await done('drawn');
    expect(await said(section)).toMatchObject({ 0: 'closed' });
    await done('admitted');
    expect(await said(section)).toBe('enrolled');
  });

  it('is told who acted for them, and the journal keeps it', async () => {
    const helper = await aLearner(db, '王敏');
    const section = await sectionFor();
    const outcome = await enrol(db, {
      actor: helper.actor,
      personId: learner.personId,
      sectionId: section.sectionId,
      waitlist: false,
      now,
    });
    expect(outcome.outcome).toBe('enrolled');
    const lines = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('action', 'like', 'enrol%')
      .execute();
    expect(lines.map((line) => [line.actor_id, line.on_behalf_of])).toEqual([
      [helper.personId, learner.personId],
    ]);
    const told = await db
      .selectFrom('notice')
      .selectAll()
      .where('person_id', '=', learner.personId)
      .execute();
    expect(told.map(({ title }) => title)).toEqual([`王敏 替你选了《${section.title}》`]);
  });
});
