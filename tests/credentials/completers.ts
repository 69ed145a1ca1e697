import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, type Section, type WantedSection } from '#tests/support/classes.ts';
import { after, aLearner, type Learner, now } from '#tests/support/world.ts';

export interface Completer extends Learner {
  completionId: string;
}

/** A section of two hours face to face and one recorded that asks one thing only. */
export const aShortSection = (db: Db, wanted: WantedSection = {}): Promise<Section> =>
  aSection(db, { capacity: 1_000, asks: [ask('attend', 'attend')], ...wanted });

/** Somebody who has completed a section. */
export async function aCompleter(
  db: Db,
  { sectionId }: Section,
  { learner, at = after({ hours: 1 }) }: { learner?: Learner; at?: Date } = {},
): Promise<Completer> {
  const who = learner ?? (await aLearner(db));
  const outcome = await enrol(db, { ...who, sectionId, waitlist: false, now });
  if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
  const { enrolmentId } = outcome;
  await meetRequirement(db, { enrolmentId, kind: 'attend', subjectId: 'attend', evidence: {}, now: at });
  const { id } = await db
    .selectFrom('completion')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  return { ...who, completionId: id };
}
