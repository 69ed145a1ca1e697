import { beforeEach, expect, it } from 'vitest';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { readStatement, statementReadings } from '#app/features/assessment/reading.server.ts';
import { personRecord, yearStatement } from '#app/features/assessment/statement.server.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { newId } from '#app/lib/id.ts';
import policyFile from '#content/policies/leadership-2026.json';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, now, withPolicies } from '#tests/support/world.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from './record.ts';

const today = '2026-11-22';
const leading = { day: today, project: '' };
const moment = momentOf({}, today);

describeOnBothDatabases('a statement', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let east: Place;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    east = await aPlace(db, null, 'community', '东园社区');
    personId = await somebody(db, '安如山', [
      ['building-head', east],
      ['party-member', east],
    ]);
  });

  const statement = async (year = 2026) => {
    const record = await personRecord(db, { personId, year, today });
    return record && yearStatement(db, { record, year, today, now });
  };

  it('says what the standing says, entry by entry', async () => {
    await earn(db, { personId, amount: 1_200, ruleVersionId });
    const taken = await earn(db, { personId, amount: 300, ruleVersionId, occurredOn: '2026-06-06' });
    await earn(db, { personId, amount: 500, ruleVersionId, occurredOn: '2025-12-31' });
    await reverseCredit(db, { actor: academy, entryId: taken, reason: '重复计入', now });
    const found = await statement();
    expect(found?.standing).toEqual(await yearStanding(db, personId, { year: 2026, today }));
    expect(found?.standing.standings.map(({ counted }) => counted)).toEqual([1_200, 1_200]);
    const sum = found?.entries.reduce((total, { amount }) => total + amount, 0);
    expect(sum).toBe(1_200);
    expect(found?.entries).toHaveLength(4);
    expect(found?.entries.find(({ kind }) => kind === 'reversal')).toMatchObject({
      amount: -300,
      reason: '重复计入',
    });
    expect(found?.entries.find(({ id }) => id === taken)).toMatchObject({ reversed: true, amount: 300 });
    expect((await statement(2025))?.entries.map(({ amount }) => amount)).toEqual([500]);
  });

  it('names the person, their posts and the required courses', async () => {
    await aCourse(db, { title: '楼栋长上岗第一课' });
    await db.updateTable('course').set({ code: 'SM04' }).execute();
    const found = await statement();
    expect(found).toMatchObject({ name: '安如山', year: 2026 });
    expect(found?.posts.map(({ position, unitName }) => [position, unitName])).toEqual([
      ['building-head', '东园社区'],
      ['party-member', '东园社区'],
    ]);
    expect(found?.courseTitles).toMatchObject({ SM04: '楼栋长上岗第一课' });
  });

  it('is of nobody who is not there', async () => {
    expect(await personRecord(db, { personId: newId(), year: 2026, today })).toBeNull();
  });

  it('read by an assessor is noted, and the person sees by whom and when', async () => {
    const assessor = await somebody(db, '查小看', []);
    const actor = assessorOf(assessor, [east]);
    expect(await statementReadings(db, { personId, year: 2026 })).toEqual([]);
    const read = await readStatement(db, { actor, personId, moment, leading, now });
    expect(read?.statement).toEqual(await statement());
    await readStatement(db, { actor, personId, moment, leading, now: after({ hours: 1 }) });
    expect(
      (await statementReadings(db, { personId, year: 2026 })).map(({ actorName, at }) => [actorName, at]),
    ).toEqual([
      ['查小看', after({ hours: 1 }).toISOString()],
      ['查小看', now.toISOString()],
    ]);
  });

  it('outside the scope is neither shown nor noted', async () => {
    const west = await aPlace(db, null, 'community', '西园社区');
    const actor = assessorOf(await somebody(db, '查小看', []), [west]);
    expect(await readStatement(db, { actor, personId, moment, leading, now })).toBeNull();
    expect(
      await readStatement(db, {
        actor: assessorOf(personId, [null]),
        personId: newId(),
        moment,
        leading,
        now,
      }),
    ).toBeNull();
    expect(await statementReadings(db, { personId, year: 2026 })).toEqual([]);
  });
});

describeOnBothDatabases('the rules for leading a project', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let east: Place;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    east = await aPlace(db, null, 'community', '东园社区');
    const { code, version, title, validFrom } = policyFile;
    const policy = { kind: 'leadership' as const, code, version, title, validFrom, validTo: null };
    await publishPolicy(db, { policy: { ...policy, content: policyFile }, now });
  });

  const leadership = async (personId: string, day: string) => {
    const record = await personRecord(db, { personId, year: Number(day.slice(0, 4)), today: day });
    return record && leadershipCheck(db, { record, day });
  };
  const check = async (personId: string, day = today) =>
    Object.fromEntries(((await leadership(personId, day))?.rules ?? []).map(({ key, met }) => [key, met]));
  async function complete(personId: string, code: string, at: Date): Promise<void> {
    const course = await aCourse(db);
    await db.updateTable('course').set({ code }).where('id', '=', course.courseId).execute();
    const { sectionId } = await aSection(db, { course, asks: [ask('watch', 'r')] });
    const outcome = await enrol(db, { actor: academy, personId, sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(JSON.stringify(outcome));
    const { enrolmentId } = outcome;
    await meetRequirement(db, { enrolmentId, kind: 'watch', subjectId: 'r', evidence: {}, now: at });
  }

  it('are laid beside the record of somebody with a scheme', async () => {
    const personId = await somebody(db, '安如山', [['building-head', east]]);
    // The academy keeps no projects: it says so, and claims nothing.
    const rest = { 'no-troubled-project': null, 'not-own-reviewer': null };
    expect(await check(personId)).toEqual({ 'annual-progress': false, 'project-course': false, ...rest });
    await earn(db, { personId, amount: 1_280, ruleVersionId });
    expect(await check(personId)).toMatchObject({ 'annual-progress': true, 'project-course': false });
    await complete(personId, 'ZL10', now);
    expect(await check(personId)).toEqual({ 'annual-progress': true, 'project-course': true, ...rest });
    expect(await check(personId, '2029-11-22')).toMatchObject({ 'project-course': true });
    expect(await check(personId, '2029-11-23')).toMatchObject({ 'project-course': false });
  });

  it('take last year when it was met', async () => {
    const personId = await somebody(db, '安如山', [['building-head', east]]);
    for (const courseCode of ['SM04', 'ZL05', 'ZL07'])
      await earn(db, { personId, amount: 1_600, ruleVersionId, courseCode });
    const last = await yearStanding(db, personId, { year: 2026, today });
    expect(last.status).toBe('met');
    expect(await check(personId, '2027-02-01')).toMatchObject({ 'annual-progress': true });
    expect(await check(personId, '2028-02-01')).toMatchObject({ 'annual-progress': false });
  });

  it('count a completion on the academy’s day, not that of Greenwich', async () => {
    const personId = await somebody(db, '曹阿暖', [['building-head', east]]);
    // Seven in the morning of the 23rd in Shanghai.
    await complete(personId, 'ZL10', new Date('2026-11-22T23:00:00.000Z'));
    expect(await check(personId, '2029-11-23')).toMatchObject({ 'project-course': true });
  });

  it('ask a resident for the basic courses', async () => {
    const personId = await somebody(db, '曹阿暖', [['resident', east]]);
    await complete(personId, 'SM03', now);
    expect(await check(personId)).toMatchObject({ 'resident-training': false });
    await complete(personId, 'SM04', now);
    expect(await check(personId)).toMatchObject({ 'resident-training': true });
  });

  it('are none before the academy has published any', async () => {
    const personId = await somebody(db, '曹阿暖', []);
    expect(await leadership(personId, '2025-12-31')).toBeNull();
  });
});
