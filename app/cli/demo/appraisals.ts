import { contentJson } from '#app/cli/content-folder.ts';
import { appraise, rubric } from '#app/features/evaluation/appraisals.server.ts';
import type { AppraisalLevel } from '#app/features/evaluation/forms.schema.ts';
import type { Actor } from '#app/lib/actor.ts';
import { wordsFile } from '#content/world/words.schema.ts';
import { plusDays, plusMinutes } from './calendar.ts';
import { type Fate, fateOf, type Learner } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import type { Loading } from './world.ts';

/** Lets the teacher say something about each learner who was there. */
export async function appraiseLearners(
  loading: Loading,
  section: PlannedSection,
  learners: readonly Learner[],
  actor: Actor,
): Promise<void> {
  const { trx, random } = loading;
  const { appraisals } = contentJson(wordsFile, 'world', 'words.json');
  for (const [index, { enrolmentId }] of learners.entries()) {
    const fate = fateOf(section, index);
    if (fate === 'A') continue;
    const now = plusMinutes(plusDays(section.times.settledFrom, 1), index * 9);
    const scores = (best: readonly AppraisalLevel[]) =>
      Object.fromEntries(rubric.criteria.map(({ key }) => [key, random.pick(best)]));
    const given = { actor, sectionId: section.id, enrolmentId, comment: random.pick(appraisals), now };
    const outcome = await appraise(trx, { ...given, scores: scores(levelsFor(fate, index)) });
    // 优秀 is for a few: one too many becomes 良好.
    if (!outcome.ok && outcome.reason === 'too-many-excellent')
      await appraise(trx, { ...given, scores: scores(['good']) });
    else if (!outcome.ok)
      throw new Error(`An appraisal of ${section.plan.key} was refused: ${outcome.reason}.`);
  }
}

function levelsFor(fate: Fate, index: number): readonly AppraisalLevel[] {
  if (fate === 'Q') return ['pass', 'improve'];
  return index % 7 === 0 ? ['excellent'] : ['good', 'good', 'pass', 'excellent'];
}
