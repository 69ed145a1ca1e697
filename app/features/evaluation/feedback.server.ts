import type { Db } from '#db/database.ts';

/** What a class said, as its teacher may read it. Scores in hundredths of a 100-point scale. */
export interface SectionFeedback {
  counted: number;
  mean: number;
  dimensions: { label: string; score: number }[];
  comments: string[];
}

const MOST_COMMENTS = 500;

/**
 * The ballots of a section that have been counted, five at least together: mean, dimensions and comments. Those not yet
 * counted stay closed, and comments come in the order of their random ids, so that neither says who wrote when.
 */
export async function sectionFeedback(db: Db, sectionId: string): Promise<SectionFeedback | null> {
  const box = await db
    .selectFrom('ballot_box')
    .select(['counted', 'total', 'dimension_totals'])
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  if (!box || box.counted === 0) return null;
  const totals = JSON.parse(box.dimension_totals) as Record<
    string,
    { label: string; n: number; total: number }
  >;
  const rows = await db
    .selectFrom('ballot')
    .select('comment')
    .where('section_id', '=', sectionId)
    .where('batch', 'is not', null)
    .where('comment', '!=', '')
    .orderBy('id')
    .limit(MOST_COMMENTS)
    .execute();
  return {
    counted: box.counted,
    mean: Math.round(box.total / box.counted),
    dimensions: Object.values(totals).map(({ label, n, total }) => ({ label, score: Math.round(total / n) })),
    comments: rows.map(({ comment }) => comment),
  };
}
