import { sql } from 'kysely';
import { publishCourseScore } from '#app/features/catalogue/scores.server.ts';
import { publishTeacherScore } from '#app/features/teachers/scores.server.ts';
import { dayOnly } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { touchBoxes } from './boxes.server.ts';
import type { EvaluationForm } from './forms.schema.ts';
import { formById } from './forms.server.ts';
import { type Answers, ballotScore, batchIsFull, dimensionScore, shrunkScore } from './scores.rules.ts';

/**
 * Counts the ballots that have not been counted yet when they are five or more, and publishes the scores that move. The
 * caller holds the ballot box's row. Returns whether a batch was counted.
 */
export async function countFullBatch(
  trx: Trx,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<boolean> {
  const waiting = await trx
    .selectFrom('ballot')
    .select(['id', 'form_id', 'answers'])
    .where('section_id', '=', sectionId)
    .where('batch', 'is', null)
    .execute();
  if (!batchIsFull(waiting.length)) return false;
  const box = await trx
    .selectFrom('ballot_box')
    .selectAll()
    .where('section_id', '=', sectionId)
    .executeTakeFirstOrThrow();
  const tally = await tallyOf(trx, waiting, JSON.parse(box.dimension_totals));
  await trx
    .updateTable('ballot')
    .set({ batch: box.batches + 1 })
    .where('section_id', '=', sectionId)
    .where('batch', 'is', null)
    .execute();
  await trx
    .updateTable('ballot_box')
    .set({
      counted: box.counted + waiting.length,
      batches: box.batches + 1,
      total: box.total + tally.total,
      dimension_totals: JSON.stringify(tally.dimensions),
    })
    .where('section_id', '=', sectionId)
    .execute();
  // Published to the day, so that the moment of the fifth ballot is not told.
  await publishSectionScores(trx, { sectionId, now: dayOnly(now) });
  return true;
}

/** Sums by dimension: label, how many answered it, and the total on the 100-point scale in hundredths. */
type DimensionTotals = Record<string, { label: string; n: number; total: number }>;

async function tallyOf(trx: Trx, ballots: { form_id: string; answers: string }[], before: DimensionTotals) {
  const dimensions = structuredClone(before);
  let total = 0;
  const forms = new Map<string, EvaluationForm>();
  for (const ballot of ballots) {
    const form = forms.get(ballot.form_id) ?? (await formById(trx, ballot.form_id));
    forms.set(ballot.form_id, form);
    const answers: Answers = JSON.parse(ballot.answers);
    total += ballotScore(form, answers);
    for (const { key, label } of form.questions) {
      const sum = dimensions[key] ?? { label, n: 0, total: 0 };
      dimensions[key] = {
        label: sum.label,
        n: sum.n + 1,
        total: sum.total + dimensionScore(answers[key] ?? 0),
      };
    }
  }
  return { total, dimensions };
}

/** Publishes anew the scores of the section's course and of its teacher, shrunk towards the mean of the section's school. */
export async function publishSectionScores(
  db: Trx,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<void> {
  const section = await db
    .selectFrom('section')
    .select(['course_id', 'teacher_id', 'school'])
    .where('id', '=', sectionId)
    .executeTakeFirstOrThrow();
  await holdRelatedBoxes(db, section);
  const schoolMean = await meanOfSchool(db, section.school);
  const course = await boxesOf(db, 'section.course_id', section.course_id);
  await publishCourseScore(db, { courseId: section.course_id, ...scoreOf(course, schoolMean), now });
  if (section.teacher_id === null) return;
  const teacher = await boxesOf(db, 'section.teacher_id', section.teacher_id);
  await publishTeacherScore(db, { teacherId: section.teacher_id, ...scoreOf(teacher, schoolMean), now });
}

/** Two sections of one course whose batches fill at once must not each publish without the other. */
async function holdRelatedBoxes(
  trx: Trx,
  section: { course_id: string; teacher_id: string | null },
): Promise<void> {
  const related = await trx
    .selectFrom('ballot_box')
    .innerJoin('section', 'section.id', 'ballot_box.section_id')
    .select('section.id')
    .where(({ or, eb }) =>
      or([eb('course_id', '=', section.course_id), eb('teacher_id', '=', section.teacher_id ?? '')]),
    )
    .orderBy('section.id')
    .execute();
  await touchBoxes(
    trx,
    related.map(({ id }) => id),
  );
}

async function meanOfSchool(db: Db, school: string): Promise<number> {
  const row = await db
    .selectFrom('ballot_box')
    .innerJoin('section', 'section.id', 'ballot_box.section_id')
    .select([
      sql<number | string | null>`sum(total)`.as('total'),
      sql<number | string | null>`sum(counted)`.as('n'),
    ])
    .where('section.school', '=', school)
    .executeTakeFirst();
  const n = Number(row?.n ?? 0);
  return n === 0 ? 0 : Number(row?.total ?? 0) / n;
}

interface Box {
  counted: number;
  total: number;
  dimensions: DimensionTotals;
}

async function boxesOf(
  db: Db,
  column: 'section.course_id' | 'section.teacher_id',
  id: string,
): Promise<Box[]> {
  const rows = await db
    .selectFrom('ballot_box')
    .innerJoin('section', 'section.id', 'ballot_box.section_id')
    .select(['counted', 'total', 'dimension_totals'])
    .where(column, '=', id)
    .where('counted', '>', 0)
    .execute();
  return rows.map((row) => ({
    counted: row.counted,
    total: row.total,
    dimensions: JSON.parse(row.dimension_totals),
  }));
}

function scoreOf(boxes: readonly Box[], schoolMean: number) {
  const n = boxes.reduce((sum, { counted }) => sum + counted, 0);
  const total = boxes.reduce((sum, box) => sum + box.total, 0);
  const sums: DimensionTotals = {};
  for (const { dimensions } of boxes) {
    for (const [key, one] of Object.entries(dimensions)) {
      const sum = sums[key] ?? { label: one.label, n: 0, total: 0 };
      sums[key] = { label: sum.label, n: sum.n + one.n, total: sum.total + one.total };
    }
  }
  const dimensions = Object.entries(sums).map(([key, one]) => ({
    key,
    label: one.label,
    score: Math.round(one.total / one.n),
  }));
  return { n, score: shrunkScore({ total, n, schoolMean }), dimensions };
}
