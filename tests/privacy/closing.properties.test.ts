import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { sayGoal } from '#app/features/formation/goals.server.ts';
import { endAccount } from '#app/features/identity/closed-accounts.server.ts';
import { setPassword } from '#app/features/identity/people.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { askToClose } from '#app/features/privacy/asking-to-close.server.ts';
import { eraseLaterWords } from '#app/features/privacy/closed-words.server.ts';
import { closeAccount } from '#app/features/privacy/closing-accounts.server.ts';
import { askCorrection } from '#app/features/privacy/corrections.server.ts';
import { obstaclesOf } from '#app/features/privacy/obstacles.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { createTeacher } from '#app/features/teachers/application.server.ts';
import { makeCalendarLink } from '#app/features/timetable/calendar-links.server.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { declared } from '#tests/declarations/declaring.ts';
import { writtenBy } from '#tests/suggestions/box.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, type Learner, next, now, withPolicies } from '#tests/support/world.ts';
import { endedThings, openThings } from './open-things.ts';

const RUNS = 8;
const PATIENCE_MS = 240_000;

/** Evidence of credits that is kept for its time, as the page of closing says: it may name somebody until then. */
const keptForItsTime = ['declaration', 'declaration_step', 'submission', 'attempt_answer'];

/** What somebody does, and what is done about them, with their name in it wherever words may stand. */
type Deed = (db: Db, who: Learner & { name: string; n: number }) => Promise<unknown>;

const deedsWith = (keys: ReturnType<typeof ownKeys>, rules: () => string): Record<string, Deed> => ({
  password: (db, { personId }) =>
    setPassword(db, { actor: academy, personId, password: 'xiangyang-li-2026', now }),
  phone: (db, { personId, n }) =>
    setContact(db, {
      ...{
        env: keys.env,
        actor: academy,
        personId,
        kind: 'phone',
        value: `138${String(n).padStart(8, '0')}`,
      },
      ...{ source: 'staff', confirmed: true, now },
    }),
  told: (db, { personId, name }) =>
    tell(db, { personId, kind: 'credit', title: `${name}，你好`, body: '记入学分', now }),
  named: async (db, { personId, name }) => {
    const other = await aLearner(db);
    const words = { title: `请打电话问${name}`, body: name, mentions: [{ personId, name }] };
    await tell(db, { personId: other.personId, kind: 'call-to-make', ...words, now });
  },
  suggestion: (db, who) => writtenBy(db, who, { words: `${who.name}说：晚上的课早半个小时，好不好？` }),
  correction: (db, { actor, name }) =>
    askCorrection(db, { actor, correction: { what: 'name', wish: name, words: `我叫${name}` }, now }),
  declaration: (db, who) => declared(db, who, { form: { title: `${who.name}的培训` } }),
  credit: (db, { personId, n }) =>
    postCredit(db, {
      ...{ personId, source: { type: 'course', id: `s${n}` }, line: 'A', category: 'A', amount: 100 },
      ...{ elective: false, school: null, title: '书法', ruleVersionId: rules(), computation: {} },
      ...{ evidence: {}, occurredOn: '2026-11-01', actor: academy, now },
    }),
  journal: (db, { personId, name }) =>
    writeJournal(db, {
      ...{ actor: academy, action: 'sign-in.unlocked', subjectType: 'person', subjectId: personId },
      ...{ detail: { reason: `${name}打电话来` }, now },
    }),
  teacher: (db, { personId, name, actor }) =>
    createTeacher(db, {
      ...{ actor, personId, name, headline: name, category: 'community', bio: `${name}写书法` },
      ...{ schools: [], fields: [], now },
    }),
  calendar: (db, { actor }) => makeCalendarLink(db, { actor, now }),
  goal: async (db, who) => {
    const { sectionId } = await aSection(db);
    const outcome = await enrol(db, { ...who, sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
    const said = { enrolmentId: outcome.enrolmentId, personId: who.personId, goal: 'post', now } as const;
    await sayGoal(db, said);
  },
  waits: async (db, who) => {
    const { sectionId } = await aSection(db, { capacity: 1 });
    await enrol(db, { ...(await aLearner(db)), sectionId, waitlist: false, now });
    const outcome = await enrol(db, { ...who, sectionId, waitlist: true, now });
    if (outcome.outcome !== 'waitlisted') throw new Error(outcome.outcome);
  },
  link: (db, { personId, name }) =>
    db
      .insertInto('oidc_link')
      .values({
        id: personId,
        person_id: personId,
        issuer: 'https://id.example.cn',
        subject: name,
        linked_at: '',
      })
      .execute(),
});

async function rowsOf(db: Db, table: string): Promise<string> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`select * from ${table}`),
  );
  return rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .join('\n');
}

async function everything(db: Db): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of await tableShapes('embedded')) found.set(name, await rowsOf(db, name));
  return found;
}

const sums = ['credit_entry', 'seat_count', 'course_score', 'chain_block', 'chain_leaf', 'ballot', 'receipt'];

describeOnBothDatabases('closing an account, whatever somebody did', (open) => {
  let db: Db;
  let rules = '';
  const keys = ownKeys();
  const deeds = deedsWith(keys, () => rules);
  beforeAll(async () => {
    db = await open();
    rules = await withPolicies(db);
  });

  async function somebody() {
    const n = Number(next());
    const name = `佘${String.fromCodePoint(0x4e00 + n, 0x5e00 + n)}`;
    const who = { ...(await aLearner(db, name)), name, n };
    await db
      .updateTable('person')
      .set({ username: `she-${n}-nuan` })
      .where('id', '=', who.personId)
      .execute();
    return { ...who, username: `she-${n}-nuan` };
  }

  it('leaves the name in no table, sums as they were, and is the same a second time', {
    timeout: PATIENCE_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(Object.keys(deeds), { minLength: 1 }),
        fc.boolean(),
        async (done, sealed) => {
          const who = await somebody();
          for (const deed of done) await deeds[deed]?.(db, who);
          if (sealed) await sealJournal(db, { now, evenFew: true });
          const before = await everything(db);
          const { personId } = who;
          await inTransaction(db, (trx) => closeAccount(trx, { personId, now }));
          await sealJournal(db, { now, evenFew: true });
          await eraseLaterWords(db, { now });
          const left = await everything(db);
          const naming = [...left].filter(
            ([table, text]) =>
              !keptForItsTime.includes(table) && (text.includes(who.name) || text.includes(who.username)),
          );
          expect(naming.map(([table]) => table)).toEqual([]);
          expect(left.get('contact') ?? '').not.toContain(personId);
          for (const table of sums) expect([table, left.get(table)]).toEqual([table, before.get(table)]);
          const again = inTransaction(db, (trx) =>
            endAccount(trx, { personId, keepUntil: '2031-12-31', now }),
          );
          await expect(again).rejects.toThrow();
          expect(await eraseLaterWords(db, { now })).toBe(0);
          expect(await everything(db)).toEqual(left);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is refused while something is open: exactly that is said, each with a page', {
    timeout: PATIENCE_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(Object.keys(openThings)), async (begun) => {
        await db.deleteFrom('role_grant').execute();
        const { personId, actor } = await somebody();
        await endedThings(db, personId);
        for (const thing of begun) await openThings[thing]?.begin(db, personId);
        const obstacles = await obstaclesOf(db, { personId, now });
        const wanted = begun.map((thing) => openThings[thing]?.said ?? /^$/);
        expect(obstacles.map(({ what }) => wanted.filter((said) => said.test(what)).length)).toEqual(
          wanted.map(() => 1),
        );
        expect(obstacles.every(({ href }) => href.startsWith('/'))).toBe(true);
        const asked = await askToClose(db, { actor, personId, means: 'self', reason: '', now });
        if (begun.length > 0) expect(asked).toEqual({ ok: false, reason: 'obstacles' });
        else expect(asked).toMatchObject({ ok: true });
      }),
      { numRuns: RUNS, examples: [[[]], [Object.keys(openThings)]] },
    );
  });

  it('of an administrator whom another one follows only asks for the right to be taken back', async () => {
    await db.deleteFrom('role_grant').execute();
    const { personId } = await somebody();
    const other = await aLearner(db);
    const said = async () => (await obstaclesOf(db, { personId, now })).map(({ what }) => what);
    await openThings['sole security administrator']?.begin(db, personId);
    expect(await said()).toEqual(['学院现在只有这一位安全管理员，先把它授给接手的人，再请接手的人收回你的']);
    await openThings['sole security administrator']?.begin(db, other.personId);
    expect(await said()).toEqual(['还担任安全管理员，请先请管理员收回授权']);
  });
});
