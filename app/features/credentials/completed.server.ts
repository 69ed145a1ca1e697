import { yearOfDay } from '#app/features/credits/cycle.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type CertificateContent, ISSUER } from './certificate.rules.ts';

/** A completion as a certificate would say it now. */
export interface Completed {
  completionId: string;
  personId: string;
  courseId: string;
  cycle: number;
  content: CertificateContent;
}

/** What certificates of these completions (at most some hundreds) would say. Unknown ids are left out. At most two statements and one a rule version. */
export async function completedOf(db: Db, completionIds: readonly string[]): Promise<Completed[]> {
  if (completionIds.length === 0) return [];
  const rows = await completedRows(db)
    .where('completion.id', 'in', completionIds)
    .orderBy('completion.id')
    .execute();
  const credits = await creditsInLedger(
    db,
    rows.map(({ id, person_id }) => ({ completionId: id, personId: person_id })),
  );
  const completed: Completed[] = [];
  for (const row of rows) {
    const completedOn = dayOf(row.completed_at);
    const cycle = await cycleOfCompletion(db, row.rule_version_id, completedOn);
    completed.push({
      completionId: row.id,
      personId: row.person_id,
      courseId: row.course_id,
      cycle,
      content: {
        name: row.name,
        courseCode: row.code,
        courseTitle: row.courseTitle,
        courseVersion: row.number,
        sectionTitle: row.sectionTitle,
        school: row.school as School,
        hours: row.hours_face + row.hours_recorded,
        credits: credits.get(row.id) ?? 0,
        startsOn: row.starts_on,
        completedOn,
        cycle,
        issuer: ISSUER,
      },
    });
  }
  return completed;
}

function completedRows(db: Db) {
  return db
    .selectFrom('completion')
    .innerJoin('person', 'person.id', 'completion.person_id')
    .innerJoin('course', 'course.id', 'completion.course_id')
    .innerJoin('course_version', 'course_version.id', 'completion.course_version_id')
    .innerJoin('section', 'section.id', 'completion.section_id')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'completion.enrolment_id')
    .select(['completion.id', 'completion.person_id', 'completion.course_id', 'completion.completed_at'])
    .select(['person.name', 'course.code', 'course.title as courseTitle', 'course_version.number'])
    .select(['section.title as sectionTitle', 'section.school', 'section.starts_on'])
    .select(['section.hours_face', 'section.hours_recorded', 'enrolment_pin.rule_version_id']);
}

/**
 * What of each of these completions (at most a thousand) stands in the ledger, in hundredths by completion: corrections taken in, reversals taken
 * off. Those that never paid are left out. At most one statement, by index.
 */
export async function creditsInLedger(
  db: Db,
  completions: readonly { completionId: string; personId: string }[],
): Promise<Map<string, number>> {
  if (completions.length === 0) return new Map();
  const sums = await db
    .selectFrom('credit_entry')
    .select(({ fn }) => ['source_id', fn.sum<number | string>('amount').as('amount')])
    .where('person_id', 'in', [...new Set(completions.map(({ personId }) => personId))])
    .where('source_type', '=', 'completion')
    .where(
      'source_id',
      'in',
      completions.map(({ completionId }) => completionId),
    )
    .groupBy('source_id')
    .execute();
  return new Map(sums.map(({ source_id, amount }) => [source_id, Number(amount)]));
}

/** By the rules that were pinned at enrolment: they say from when to when their years go. */
async function cycleOfCompletion(db: Db, ruleVersionId: string, completedOn: string): Promise<number> {
  const rules = await rulesOfVersion(db, ruleVersionId);
  return yearOfDay(rules ?? {}, completedOn);
}
