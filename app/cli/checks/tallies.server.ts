import { type EvaluationForm, evaluationForm } from '#app/features/evaluation/forms.schema.ts';
import { type Answers, ballotScore, dimensionScore } from '#app/features/evaluation/scores.rules.ts';
import type { Db } from '#db/database.ts';

interface Tally {
  counted: number;
  total: number;
  dimensions: Map<string, number>;
}

/** The sections whose ballot box says something else than their counted ballots do. */
export async function wrongTallies(db: Db): Promise<string[]> {
  const forms = new Map<string, EvaluationForm>();
  for (const { id, content } of await db.selectFrom('evaluation_form').select(['id', 'content']).execute())
    forms.set(id, evaluationForm.parse(JSON.parse(content)));
  const wrong: string[] = [];
  for (const box of await db.selectFrom('ballot_box').selectAll().execute()) {
    const ballots = await db
      .selectFrom('ballot')
      .select(['form_id', 'answers', 'batch'])
      .where('section_id', '=', box.section_id)
      .where('batch', 'is not', null)
      .execute();
    const tally = tallyOf(ballots, forms);
    const kept = JSON.parse(box.dimension_totals) as Record<string, { total: number }>;
    const batches = new Set(ballots.map(({ batch }) => batch)).size;
    const same =
      tally.counted === box.counted &&
      tally.total === box.total &&
      batches === box.batches &&
      tally.dimensions.size === Object.keys(kept).length &&
      [...tally.dimensions].every(([key, total]) => kept[key]?.total === total);
    if (!same) wrong.push(`section ${box.section_id}`);
  }
  return wrong;
}

function tallyOf(
  ballots: readonly { form_id: string; answers: string }[],
  forms: ReadonlyMap<string, EvaluationForm>,
): Tally {
  const tally: Tally = { counted: ballots.length, total: 0, dimensions: new Map() };
  for (const { form_id, answers } of ballots) {
    const form = forms.get(form_id);
    const given: Answers = JSON.parse(answers);
    if (!form) continue;
    tally.total += ballotScore(form, given);
    for (const { key } of form.questions)
      tally.dimensions.set(key, (tally.dimensions.get(key) ?? 0) + dimensionScore(given[key] ?? 0));
  }
  return tally;
}
