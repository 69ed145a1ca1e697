import { contentJson } from '#app/cli/content-folder.ts';
import { castBallot } from '#app/features/evaluation/ballots.server.ts';
import type { EvaluationForm } from '#app/features/evaluation/forms.schema.ts';
import { formForSchool } from '#app/features/evaluation/forms.server.ts';
import { wordsFile } from '#content/world/words.schema.ts';
import { actAs } from './actors.ts';
import { plusMinutes } from './calendar.ts';
import { fateOf, type Learner } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import type { Loading } from './world.ts';

const WITH_COMMENT = 0.35;

/** Lets those learners evaluate who did, each with a ballot of their own. */
export async function castBallots(
  loading: Loading,
  section: PlannedSection,
  learners: readonly Learner[],
): Promise<void> {
  const { trx, random } = loading;
  const { school } = section.course.file;
  const stored = await formForSchool(trx, school);
  if (!stored) throw new Error(`There is no evaluation form for ${school}.`);
  const words = contentJson(wordsFile, 'world', 'words.json');
  const comments = random.shuffled(school === 'senior' ? words.elderBallots : words.ballots);
  for (const [index, { personId, enrolmentId }] of learners.entries()) {
    if (fateOf(section, index) !== 'C') continue;
    const now = plusMinutes(section.times.settledFrom, index * 11);
    const actor = await actAs({ trx, now: loading.now }, personId);
    const answers = answersTo(loading, stored.form, section.plan.quality);
    const comment = random.next() < WITH_COMMENT ? (comments.pop() ?? '') : '';
    const outcome = await castBallot(trx, { actor, enrolmentId, answers, comment, now });
    if (!outcome.ok) throw new Error(`A ballot of ${section.plan.key} was not taken: ${outcome.reason}.`);
  }
}

/** One answer a question, around how good the section was. */
function answersTo({ random }: Loading, form: EvaluationForm, quality: number): Record<string, number> {
  const values = form.choices.map(({ value }) => value);
  const mood = (random.next() - 0.5) * 1.2;
  const answer = () => nearest(values, quality + mood + (random.next() - 0.5) * 1.4);
  return Object.fromEntries(form.questions.map(({ key }) => [key, answer()]));
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));
}
