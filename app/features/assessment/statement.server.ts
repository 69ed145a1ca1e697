import { courseTitles } from '#app/features/catalogue/titles.server.ts';
import { policyInForce } from '#app/features/credits/policies.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { appraisalsOfPerson } from '#app/features/evaluation/appraisal-summary.server.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { appointmentsOf } from '#app/features/identity/positions.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type CheckedRule, checkLeadership } from './leadership.rules.ts';
import { leadershipPolicy } from './leadership.schema.ts';

/** The year of one person as the statement shows it; null when there is no such person. Not frozen: the year is open. */
export async function yearStatement(
  db: Db,
  { personId, year, today, now }: { personId: string; year: number; today: string; now: Date },
) {
  const person = await findPerson(db, personId);
  if (!person) return null;
  const [standing, entries, appointments, appraisals] = await Promise.all([
    yearStanding(db, personId, { year, today }),
    creditEntries(db, personId, { year }),
    appointmentsOf(db, personId, today),
    appraisalsOfPerson(db, { personId, year, now }),
  ]);
  const codes = standing.standings.flatMap(({ requiredCourses }) =>
    requiredCourses.flatMap(({ code, alternatives }) => [code, ...alternatives]),
  );
  return {
    personId,
    name: person.name,
    year,
    today,
    standing,
    appraisals,
    posts: appointments.map(({ position, unitName, validFrom }) => ({ position, unitName, validFrom })),
    entries: entries.map(({ id, title, category, amount, occurredOn, kind, reversedById, reason }) => ({
      id,
      title,
      category,
      amount,
      occurredOn,
      kind,
      reversed: reversedById !== null,
      reason,
    })),
    courseTitles: Object.fromEntries(await courseTitles(db, codes)),
  };
}

export type YearStatement = NonNullable<Awaited<ReturnType<typeof yearStatement>>>;

/** Each rule for leading a project, for a person on a day; null when the academy has published no such policy. */
export async function leadershipCheck(
  db: Db,
  { personId, day }: { personId: string; day: string },
): Promise<{ statement: string; title: string; version: string; rules: CheckedRule[] } | null> {
  const stored = await policyInForce(db, 'leadership', day);
  if (!stored) return null;
  const policy = leadershipPolicy.parse(stored.content);
  const year = Number(day.slice(0, 4));
  const [current, last, completions] = await Promise.all([
    yearStanding(db, personId, { year, today: day }),
    yearStanding(db, personId, { year: year - 1, today: day }),
    completedCourses(db, personId),
  ]);
  const rules = checkLeadership(policy, {
    schemes: current.standings.filter(({ required }) => required > 0),
    lastYearMet: last.status === 'met',
    completions,
    day,
  });
  return { statement: policy.statement, title: policy.title, version: policy.version, rules };
}

async function completedCourses(db: Db, personId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('completion')
    .innerJoin('course', 'course.id', 'completion.course_id')
    .select(['course.code', 'completed_at'])
    .where('person_id', '=', personId)
    .orderBy('completed_at')
    .execute();
  return new Map(rows.map(({ code, completed_at }) => [code, dayOf(completed_at)]));
}
