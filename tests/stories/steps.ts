import type { Db } from '#db/database.ts';
import type { Visitor } from '#tests/support/visitor.ts';

/** What a learner does one step at a time, as their browser would; the pages say which fields there are. */

export async function personIdOf(db: Db, username: string): Promise<string> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The section of a course that is made of recordings only. */
export async function recordedSection(db: Db, courseCode: string): Promise<string> {
  const row = await db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select('section.id')
    .where('course.code', '=', courseCode)
    .where('section.mode', '=', 'recorded')
    .executeTakeFirstOrThrow();
  return row.id;
}

export type OwnCourses = {
  enrolments: {
    id: string;
    course: string;
    section: string;
    state: string;
    recordings: { id: string; title: string; durationSeconds: number; complete: boolean }[];
  }[];
  waitlist: { section: string; position: number }[];
};

export const ownCourses = async (who: Visitor): Promise<OwnCourses> =>
  (await who.json('/me/courses')).json<OwnCourses>();

export type OwnCredits = {
  balance: number;
  balances: Record<string, number>;
  entries: { id: string; kind: string; category: string; amount: number; title: string }[];
};

export const ownCredits = async (who: Visitor): Promise<OwnCredits> =>
  (await who.json('/me/credits')).json<OwnCredits>();

/** Lets the server's clock believe that the lease was last heard of so long ago: what waiting would do. */
export async function waited(db: Db, personId: string, seconds: number): Promise<void> {
  await db
    .updateTable('viewing_lease')
    .set({ heard_at: new Date(Date.now() - seconds * 1000).toISOString() })
    .where('person_id', '=', personId)
    .execute();
}

/** The choices of a form, by the name of their field, as the page shows them. */
export function choicesOn(html: string): Map<string, string[]> {
  const choices = new Map<string, string[]>();
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    if (attribute('type') !== 'radio' && attribute('type') !== 'checkbox') continue;
    const [name = '', value = ''] = [attribute('name'), attribute('value')];
    choices.set(name, [...(choices.get(name) ?? []), value]);
  }
  return choices;
}

/** The answers of the open attempt that was drawn for this enrolment, by question. */
export async function rightAnswers(
  db: Db,
  enrolmentId: string,
): Promise<{ attempt: string; answers: Record<string, string[]> }> {
  const attempt = await db
    .selectFrom('attempt')
    .select(['id', 'questions'])
    .where('enrolment_id', '=', enrolmentId)
    .where('open', '=', 1)
    .executeTakeFirstOrThrow();
  const questions = JSON.parse(attempt.questions) as { questionId: string; answer: string[] }[];
  return {
    attempt: attempt.id,
    answers: Object.fromEntries(questions.map(({ questionId, answer }) => [questionId, answer])),
  };
}
