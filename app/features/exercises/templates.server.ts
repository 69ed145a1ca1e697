import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import caseFile from '#content/exercise-templates/case-analysis.json';
import stepsFile from '#content/exercise-templates/four-parties-five-steps.json';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { createExercise, importQuestions } from './exercises.server.ts';
import { type ExerciseTemplate, exerciseTemplate } from './templates.schema.ts';

/** The ready exercises, in the order in which they are offered. Source: domain model §1.1, 四方五步议事. */
export const templates: readonly ExerciseTemplate[] = [stepsFile, caseFile].map((file) =>
  exerciseTemplate.parse(file),
);

/**
 * Makes an exercise of a template: its questions become a pool of the course's bank (those there already stay as they are) from
 * which only this exercise draws. Everything can be changed afterwards. Null for an unknown template.
 */
export async function makeFromTemplate(
  db: Db,
  { actor, courseId, slug, now }: { actor: Actor; courseId: string; slug: string; now: Date },
): Promise<string | null> {
  const template = templates.find((one) => one.slug === slug);
  if (!template) return null;
  const { questions, summary: _summary, ...exercise } = template;
  return inTransaction(db, async (trx) => {
    await importQuestions(trx, { courseId, questions, pool: slug });
    const id = await createExercise(trx, { ...exercise, courseId, pool: slug, now });
    await writeJournal(trx, {
      actor,
      action: 'exercise.made',
      subjectType: 'exercise',
      subjectId: id,
      detail: { courseId, template: slug },
      now,
    });
    return id;
  });
}
