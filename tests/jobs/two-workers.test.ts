import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { aCourse, aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { fromSource } from '#tests/support/from-source.ts';
import { endProcess, type Guard, guard } from '#tests/support/guard.ts';
import { after, learners, now, withPolicies } from '#tests/support/world.ts';

const SECTIONS = 6;
const OFFERED = 30;
/** Who comes after those that have an offer: fewer than there are seats, so that some seats go back. */
const BEHIND = 20;
const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
const PATIENCE_MS = 25_000;

describeOnBothDatabases('offers past their deadline', (open) => {
  let db: Db;
  let url: string;
  let sections: Section[];
  const running: { child: ChildProcess; watch: Guard; trouble: string[] }[] = [];

  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    await withPolicies(db);
    const always = { kind: 'selection', from: after({ days: -9 }), to: after({ days: 40 }) } as const;
    const [course, termId] = [await aCourse(db), await aTerm(db, [always])];
    sections = [];
    for (let n = 0; n < SECTIONS; n++)
      sections.push(await aSection(db, { course, termId, capacity: OFFERED, meetsIn: [400] }));
    for (const section of sections) await aLine(section);
  });
  afterEach(async () => {
    for (const { child, watch } of running.splice(0)) {
      await endProcess(child, 'SIGTERM');
      watch.dismiss();
    }
  });

  /** Every seat offered two days ago to the first in line; nobody has answered. */
  async function aLine({ sectionId, termId, course }: Section) {
    const people = await learners(db, OFFERED + BEHIND);
    const entries = people.map(({ personId }, n) => ({
      id: newId(),
      section_id: sectionId,
      person_id: personId,
      term_id: termId,
      course_id: course.courseId,
      active: 1,
      joined_at: after({ days: -3, ms: n }).toISOString(),
      acted_by: null,
    }));
    await db.insertInto('waitlist_entry').values(entries).execute();
    const offers = entries.slice(0, OFFERED).map((entry, n) => ({
      id: newId(),
      entry_id: entry.id,
      section_id: sectionId,
      person_id: entry.person_id,
      open: 1,
      offered_at: after({ days: -3, ms: n }).toISOString(),
      expires_at: after({ days: -1, ms: n }).toISOString(),
    }));
    await db.insertInto('seat_offer').values(offers).execute();
    await db.updateTable('seat_count').set({ taken: OFFERED }).where('section_id', '=', sectionId).execute();
  }

  async function aWorker() {
    const offset = String(now.getTime() - Date.now());
    const child = spawn(process.execPath, [...fromSource, script, url, offset], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = { child, watch: guard(child.pid), trouble: [] as string[] };
    child.stderr.on('data', (chunk: Buffer) => started.trouble.push(chunk.toString()));
    running.push(started);
    await once(child.stdout, 'data');
    return started;
  }

  const expired = async () =>
    Number(
      (
        await db
          .selectFrom('offer_answer')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('answer', '=', 'expired')
          .executeTakeFirstOrThrow()
      ).n,
    );

  async function until(met: () => Promise<boolean>) {
    for (const end = Date.now() + PATIENCE_MS; !(await met()); ) {
      if (Date.now() > end) throw new Error(`It did not happen: ${await expired()} offers ended.`);
      await pause(5);
    }
  }

  /** What must be true when all is done: each old offer ended once, the next in line have one each, the other seats are free. */
  async function expectPassedOn() {
    for (const { sectionId } of sections) {
      const offers = await db
        .selectFrom('seat_offer')
        .leftJoin('offer_answer', 'offer_answer.offer_id', 'seat_offer.id')
        .innerJoin('waitlist_entry', 'waitlist_entry.id', 'seat_offer.entry_id')
        .select(['open', 'answer', 'joined_at', 'waitlist_entry.active'])
        .where('seat_offer.section_id', '=', sectionId)
        .orderBy('joined_at')
        .execute();
      const old = { open: null, answer: 'expired', active: null };
      const anew = { open: 1, answer: null, active: 1 };
      expect(offers.map(({ joined_at: _, ...offer }) => offer)).toEqual([
        ...Array.from({ length: OFFERED }, () => old),
        ...Array.from({ length: BEHIND }, () => anew),
      ]);
      const seats = await db
        .selectFrom('seat_count')
        .select(['capacity', 'taken'])
        .where('section_id', '=', sectionId)
        .execute();
      expect(seats).toEqual([{ capacity: OFFERED, taken: BEHIND }]);
    }
    const told = await db.selectFrom('notice').select(['person_id', 'kind']).execute();
    const count = (kind: string) => told.filter((notice) => notice.kind === kind).length;
    expect([count('offer-expired'), count('seat-offered')]).toEqual([SECTIONS * OFFERED, SECTIONS * BEHIND]);
    expect(await operate(url, ['verify'], { variables: { MEDIA_URL: 'file:/nowhere/else' } })).toMatchObject({
      code: 0,
      complained: [],
    });
  }

  it('are passed on once by two workers', { timeout: 60_000 }, async () => {
    const workers = await Promise.all([aWorker(), aWorker()]);
    await until(async () => (await expired()) === SECTIONS * OFFERED);
    await expectPassedOn();
    expect(workers.flatMap(({ trouble }) => trouble)).toEqual([]);
  });

  it('are passed on once when a worker is killed among them and another goes on', {
    timeout: 60_000,
  }, async () => {
    const { child } = await aWorker();
    await until(async () => (await expired()) >= OFFERED);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const before = await expired();
    expect(before).toBeLessThan(SECTIONS * OFFERED);
    const other = await aWorker();
    await until(async () => (await expired()) === SECTIONS * OFFERED);
    await expectPassedOn();
    expect(other.trouble).toEqual([]);
  });
});
