/** A class that may evaluate: the college's forms, a term whose evaluation window is open, learners in their seats. */
import type { RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { castBallot } from '#app/features/evaluation/ballots.server.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishForm } from '#app/features/evaluation/forms.server.ts';
import type { Answers } from '#app/features/evaluation/scores.rules.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { createTeacher } from '#app/features/teachers/library.server.ts';
import formFile from '#content/forms/evaluation.json';
import type { Db } from '#db/database.ts';
import { aSection, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { academy, after, type Learner, learners, now, withPolicies } from '#tests/support/world.ts';

export const [standard, elder] = evaluationForms.parse(formFile) as [Form, Form];
type Form = ReturnType<typeof evaluationForms.parse>[number];

export async function withForms(db: Db): Promise<void> {
  await withPolicies(db);
  for (const form of [standard, elder]) await publishForm(db, form);
}

/** Selection is open now; evaluation from an hour ago until ten days hence. */
export const evaluationTerm = (db: Db): Promise<string> =>
  aTerm(db, [
    { kind: 'selection', from: after({ days: -1 }), to: after({ days: 2 }) },
    { kind: 'evaluation', from: after({ hours: -1 }), to: after({ days: 10 }) },
  ]);

export type Voter = Learner & { enrolmentId: string; sectionId: string };

export const evaluateOnly = (section: Section): RequirementPlan => ({
  kind: 'evaluate',
  subjectId: section.sectionId,
  title: '评价这门课',
  detail: {},
});

export async function aClass(db: Db, wanted: WantedSection = {}): Promise<Section> {
  return aSection(db, { termId: await evaluationTerm(db), capacity: 60, ...wanted });
}

/** People who have chosen the section. */
export async function voters(db: Db, { sectionId }: Section, count: number): Promise<Voter[]> {
  const people = await learners(db, count);
  const seated: Voter[] = [];
  for (const { personId, actor } of people) {
    const outcome = await enrol(db, { personId, actor, sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(JSON.stringify(outcome));
    seated.push({ personId, actor, enrolmentId: outcome.enrolmentId, sectionId });
  }
  return seated;
}

export async function aTeacher(db: Db, name = '齐老师'): Promise<{ teacherId: string; slug: string }> {
  const words = { headline: '', category: 'practice', bio: '', fields: [], schools: ['governance' as const] };
  const outcome = await createTeacher(db, { actor: academy, name, personId: null, ...words, now });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

/** The same answer to every question of a form. */
export const all = (value: number, form: Form = standard): Answers =>
  Object.fromEntries(form.questions.map(({ key }) => [key, value]));

export const vote = (db: Db, { actor, enrolmentId }: Voter, answers: Answers = all(5), comment = '') =>
  castBallot(db, { actor, enrolmentId, answers, comment, now });

/** Opens the pool's connections first, so that what follows really is at once. */
export async function manyHands(db: Db): Promise<void> {
  await Promise.all(Array.from({ length: 10 }, () => db.selectFrom('term').select('id').execute()));
}
