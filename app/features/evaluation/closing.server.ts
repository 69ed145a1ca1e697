import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Db } from '#db/database.ts';

const DAY_MS = 86_400_000;
/** Sections whose window closed longer ago are settled: whoever still lacks something there will not come back for it. */
const LOOKED_BACK_DAYS = 400;

/**
 * Nobody loses a credit over a ballot. Once a section's evaluation window has closed, 评教 counts as met for those who have
 * met everything else; the evidence says that the window closed, not that they answered. Returns how many were met. Run by
 * the worker; `limit` bounds one run, `sectionId` one section. Source: credits come from learning, a ballot is voluntary.
 */
export async function closeEvaluations(
  db: Db,
  { limit, sectionId, now }: { limit: number; sectionId?: string; now: Date },
): Promise<number> {
  let met = 0;
  for (const { enrolmentId, section } of await stillWaiting(db, { limit, sectionId, now })) {
    const outcome = await meetRequirement(db, {
      enrolmentId,
      kind: 'evaluate',
      subjectId: section,
      evidence: { windowClosed: true },
      now,
    });
    if (outcome.met) met += 1;
  }
  return met;
}

/** Those for whom 评教 of a closed window is the last thing missing. */
async function stillWaiting(
  db: Db,
  { limit, sectionId, now }: { limit: number; sectionId?: string; now: Date },
) {
  const at = now.toISOString();
  const oldest = new Date(now.getTime() - LOOKED_BACK_DAYS * DAY_MS).toISOString();
  let query = db
    .selectFrom('section')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment.id as enrolmentId', 'section.id as section'])
    .where((eb) => {
      const closes = eb.fn.coalesce('section.evaluation_closes_at', 'term_window.closes_at');
      return eb.and([eb(closes, '<=', at), eb(closes, '>', oldest)]);
    })
    .where('enrolment.active', '=', 1)
    .where('requirement.kind', '=', 'evaluate')
    .where('requirement_met.requirement_id', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('requirement as done')
          .innerJoin('requirement_met as proof', 'proof.requirement_id', 'done.id')
          .select('done.id')
          .whereRef('done.enrolment_id', '=', 'enrolment.id'),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('requirement as other')
            .leftJoin('requirement_met as proof', 'proof.requirement_id', 'other.id')
            .select('other.id')
            .whereRef('other.enrolment_id', '=', 'enrolment.id')
            .where('other.kind', '!=', 'evaluate')
            .where('proof.requirement_id', 'is', null),
        ),
      ),
    );
  if (sectionId) query = query.where('section.id', '=', sectionId);
  return query.limit(limit).execute();
}
