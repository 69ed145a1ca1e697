import { beforeAll, expect, it } from 'vitest';
import { actAs } from '#app/cli/demo/actors.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { yearStanding, yearStandings } from '#app/features/credits/standing.server.ts';
import { castBallot } from '#app/features/evaluation/ballots.server.ts';
import { evaluationDesk } from '#app/features/evaluation/windows.server.ts';
import { slidesOf } from '#app/features/recordings/slides.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { breaches, fileAnswers, filmsInQueue, loadDemoOn, makeUpsOf, personNamed } from './demo-load.ts';

describeOnBothDatabases('the demo world', (open) => {
  const now = new Date();
  let db: Db;
  let learner: string;
  beforeAll(async () => {
    db = await open();
    await loadDemoOn(db, now);
    learner = await personNamed(db, 'learner');
  });

  it('breaks no invariant', async () => expect(await breaches(db, open.engine)).toEqual([]));

  it('has the counts of one street', async () => {
    // As it stands: of a merger there remain the units that were merged, with the day of their end.
    const rows = await db
      .selectFrom('org_unit')
      .select((eb) => ['kind', eb.fn.countAll<number>().as('n')])
      .where('valid_to', 'is', null)
      .groupBy('kind')
      .execute();
    const count = new Map(rows.map(({ kind, n }) => [kind, Number(n)]));
    expect(count.get('party-branch')).toBe(32);
    expect(count.get('party-group')).toBe(53);
    expect(count.get('party-household')).toBeGreaterThan(200);
    expect(count.get('building')).toBe(217);
    const people = await db.selectFrom('person').select('name').execute();
    expect(people.length).toBeGreaterThan(300);
    expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
  });

  it('offers the learner a section of recordings only, open now', async () => {
    const section = await db
      .selectFrom('section')
      .innerJoin('course', 'course.id', 'section.course_id')
      .innerJoin('term_window', 'term_window.term_id', 'section.term_id')
      .select(['section.id', 'opens_at', 'closes_at', 'evaluation_closes_at'])
      .where('course.code', '=', 'ZL05')
      .where('section.mode', '=', 'recorded')
      .where('term_window.kind', '=', 'selection')
      .executeTakeFirstOrThrow();
    expect(section.opens_at < now.toISOString()).toBe(true);
    expect(Date.parse(section.closes_at) - now.getTime()).toBeGreaterThan(5 * 86_400_000);
    const kinds = await db
      .selectFrom('requirement_plan')
      .select('kind')
      .where('section_id', '=', section.id)
      .execute();
    expect(kinds.map(({ kind }) => kind)).not.toContain('attend');
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['watch', 'quiz', 'evaluate']));
  });

  it('has the learner in a section of unwatched recordings', async () => {
    const own = (await enrolmentsOf(db, learner)).find(
      ({ courseCode, mode }) => courseCode === 'SM04' && mode === 'recorded',
    );
    const requirements = await requirementsOf(db, [own?.id ?? '']);
    expect(requirements.filter(({ kind }) => kind === 'watch').length).toBeGreaterThan(0);
    expect(requirements.every(({ metAt }) => metAt === null)).toBe(true);
  });

  it('lacks only the learner’s evaluation for the score of SM05', async () => {
    const own = (await enrolmentsOf(db, learner)).find(({ courseCode }) => courseCode === 'SM05');
    const unmet = (await requirementsOf(db, [own?.id ?? ''])).filter(({ metAt }) => metAt === null);
    expect(unmet.map(({ kind }) => kind)).toEqual(['evaluate']);
    const state = await evaluationDesk(db, { personId: learner, enrolmentId: own?.id ?? '', now });
    expect(state).toMatchObject({ open: true, done: false });
    const ballots = await db
      .selectFrom('ballot')
      .select(['id', 'batch'])
      .where('section_id', '=', own?.sectionId ?? '')
      .execute();
    expect(ballots).toHaveLength(4);
    expect(ballots.every(({ batch }) => batch === null)).toBe(true);
    const score = await db
      .selectFrom('course_score')
      .select('n')
      .where('course_id', '=', own?.courseId ?? '')
      .executeTakeFirst();
    expect(score).toBeUndefined();
  });

  it('gives the learner credits of this year and of last year, and something missing', async () => {
    const year = yearOf(now);
    const { standings } = await yearStanding(db, learner, { year, today: dayOf(now) });
    const head = standings.find(({ position }) => position === 'building-head');
    expect(head?.counted).toBeGreaterThan(0);
    expect(head?.missing).toBeGreaterThan(0);
    const earlier = await db
      .selectFrom('credit_entry')
      .select('id')
      .where('person_id', '=', learner)
      .where('occurred_on', '<', `${year}-01-01`)
      .execute();
    expect(earlier.length).toBeGreaterThan(0);
  });

  it('shows the assessor people who have met the year, nearly, not, and who are exempt', async () => {
    const { path } = await db
      .selectFrom('org_unit')
      .select('path')
      .where('name', '=', '和风社区')
      .executeTakeFirstOrThrow();
    const people = await db
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .select('person_id')
      .distinct()
      .where('path', '>=', path)
      .where('path', '<', `${path}{`)
      .execute();
    const standings = await yearStandings(
      db,
      people.map(({ person_id }) => person_id),
      { year: yearOf(now), today: dayOf(now) },
    );
    const statuses = new Set([...standings.values()].map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining(['not-met', 'exempt']));
    // In the first weeks of a year nobody can have met it yet.
    if (now.getMonth() > 9) expect([...statuses]).toEqual(expect.arrayContaining(['met', 'nearly']));
  });

  it('has a reversed credit, a full section with a line, and one nearly full', async () => {
    const reversal = await db
      .selectFrom('credit_entry')
      .select('reason')
      .where('kind', '=', 'reversal')
      .executeTakeFirst();
    expect(reversal?.reason).toBeTruthy();
    const seats = await db.selectFrom('seat_count').selectAll().execute();
    const full = seats.filter(({ taken, capacity }) => taken === capacity);
    const waiting = await db
      .selectFrom('waitlist_entry')
      .select('section_id')
      .where('active', '=', 1)
      .execute();
    expect(waiting.some(({ section_id }) => full.some((one) => one.section_id === section_id))).toBe(true);
    expect(seats.some(({ taken, capacity }) => taken < capacity && taken >= capacity - 2)).toBe(true);
  });

  it('shows a lecture with slides, and a draft that gets some and is being cut', async () => {
    const films = await filmsInQueue(db);
    const [lecture, draft] = films;
    expect(films.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect([lecture?.asked_at, draft?.published_at]).toEqual([null, null]);
    expect(draft?.asked_at).toBeTruthy();
    const slides = await slidesOf(db, lecture?.recording_id ?? '');
    expect(slides.map(({ fromSeconds }) => fromSeconds)).toEqual([0, 18.9, 50.8, 72.7, 102.5, 130, 152.1]);
    expect((await slidesOf(db, draft?.recording_id ?? '')).at(-1)?.alt).toBe('第 4 张');
  });

  it('has meetings made up half and wholly, and answers with files at every stage', async () => {
    expect(await makeUpsOf(db)).toMatchObject([
      { person_id: learner, watched_percent: 99, score: null, done_at: null },
      { watched_percent: 99, score: 80 },
    ]);
    const stages = (await fileAnswers(db)).map(
      ({ person_id, submitted_at, waiting, score }) =>
        `${person_id === learner ? 'learner' : 'another'} ${submitted_at ? (waiting ?? score) : 'open'}`,
    );
    expect(stages.sort()).toEqual(['another 1', 'another 100', 'learner open']);
  });

  it('sends no teacher and no venue to two places at once', async () => {
    const meetings = await db
      .selectFrom('meeting')
      .innerJoin('section', 'section.id', 'meeting.section_id')
      .select(['meeting.id', 'starts_at', 'ends_at', 'venue_id', 'teacher_id', 'section.title'])
      .execute();
    const clashes = meetings.flatMap((one) =>
      meetings
        .filter(
          (other) => other.id > one.id && one.starts_at < other.ends_at && other.starts_at < one.ends_at,
        )
        .filter(
          (other) =>
            (one.venue_id !== null && one.venue_id === other.venue_id) || one.teacher_id === other.teacher_id,
        )
        .map((other) => `${one.title} / ${other.title} ${one.starts_at}`),
    );
    expect(clashes).toEqual([]);
  });

  it('tells nothing of the future', async () => {
    const later = new Date(now.getTime() + 60_000).toISOString();
    for (const [table, column] of [
      ['enrolment', 'enrolled_at'],
      ['requirement_met', 'met_at'],
      ['completion', 'completed_at'],
      ['credit_entry', 'posted_at'],
      ['attendance', 'marked_at'],
      ['appraisal', 'appraised_at'],
      ['notice', 'created_at'],
    ] as const) {
      const row = await db
        .selectFrom(table as 'enrolment')
        .selectAll()
        .where(column as 'enrolled_at', '>', later)
        .executeTakeFirst();
      expect(row, `${table}.${column}`).toBeUndefined();
    }
  });

  it('pays the learner and shows the score of SM05 with the fifth ballot', async () => {
    const own = (await enrolmentsOf(db, learner)).find(({ courseCode }) => courseCode === 'SM05');
    const keys = ['relevance', 'effectiveness', 'engagement', 'substance', 'delivery', 'conduct'];
    const answers = Object.fromEntries(keys.map((key) => [key, 5]));
    const outcome = await inTransaction(db, async (trx) =>
      castBallot(trx, {
        actor: await actAs({ trx, now }, learner),
        enrolmentId: own?.id ?? '',
        answers,
        comment: '',
        now,
      }),
    );
    expect(outcome).toEqual({ ok: true, completed: true });
    const score = await db
      .selectFrom('course_score')
      .selectAll()
      .where('course_id', '=', own?.courseId ?? '')
      .executeTakeFirstOrThrow();
    expect(score.n).toBe(5);
    expect(score.score).toBeGreaterThan(8000);
    const paid = await db
      .selectFrom('credit_entry')
      .select('amount')
      .where('person_id', '=', learner)
      .where('title', '=', own?.courseTitle ?? '')
      .execute();
    expect(paid).toEqual([{ amount: 300 }]);
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});
