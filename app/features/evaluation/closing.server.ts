import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Db } from '#db/database.ts';

const DAY_MS = 86_400_000;
/** Sections whose window closed longer ago are settled: whoever still lacks something there will not come back for it. */
const LOOKED_BACK_DAYS = 400;
const SECTIONS_AT_ONCE = 100;

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
  for await (const sectionIds of closedSections(db, { sectionId, now })) {
    for (const { enrolmentId, section } of await stillWaiting(db, { sectionIds, limit: limit - met })) {
      const outcome = await meetRequirement(db, {
        enrolmentId,
        kind: 'evaluate',
        subjectId: section,
        evidence: { windowClosed: true },
        now,
      });
      if (outcome.met) met += 1;
    }
    if (met >= limit) break;
  }
  return met;
}

/** Sections whose window has closed, some at a time: from them a round goes on to those who learn there, so that it reads nothing of all the others. */
async function* closedSections(
  db: Db,
  { sectionId, now }: { sectionId?: string | undefined; now: Date },
): AsyncGenerator<string[]> {
  const at = now.toISOString();
  const oldest = new Date(now.getTime() - LOOKED_BACK_DAYS * DAY_MS).toISOString();
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('section')
      .leftJoin('term_window', (join) =>
        join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
      )
      .select('section.id')
      .where((eb) => {
        const closes = eb.fn.coalesce('section.evaluation_closes_at', 'term_window.closes_at');
        return eb.and([eb(closes, '<=', at), eb(closes, '>', oldest)]);
      })
      .where('section.id', sectionId ? '=' : '>', sectionId ?? after)
      .orderBy('section.id')
      .limit(SECTIONS_AT_ONCE)
      .execute();
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) yield ids;
    if (sectionId || ids.length < SECTIONS_AT_ONCE) return;
    after = ids.at(-1) ?? '';
  }
}

/** Those for whom 评教 is the last thing missing. */
async function stillWaiting(db: Db, { sectionIds, limit }: { sectionIds: readonly string[]; limit: number }) {
  return db
    .selectFrom('enrolment')
    .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment.id as enrolmentId', 'enrolment.section_id as section'])
    .where('enrolment.section_id', 'in', [...sectionIds])
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
    )
    .limit(limit)
    .execute();
}
