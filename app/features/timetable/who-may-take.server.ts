import type { Position } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';

/**
 * `community`: lives or works in it (`value` its org unit); several mean any of them. `age-from`: of that age at least, by the lower end
 * of the age band.
 */
export interface Eligibility {
  kind: 'community' | 'age-from';
  value: string;
  /** As people read it: 和风社区, 60 岁以上. */
  label: string;
}

export interface WhoMayTake {
  /** Empty: whatever somebody's position. */
  audience: readonly Position[];
  eligibility?: readonly Eligibility[];
}

/** Writes who may take a section, in place of what there was. */
export async function writeWhoMayTake(
  trx: Trx,
  sectionId: string,
  { audience, eligibility = [] }: WhoMayTake,
): Promise<void> {
  await trx.deleteFrom('section_audience').where('section_id', '=', sectionId).execute();
  await trx.deleteFrom('section_eligibility').where('section_id', '=', sectionId).execute();
  if (audience.length > 0)
    await trx
      .insertInto('section_audience')
      .values(audience.map((position) => ({ section_id: sectionId, position })))
      .execute();
  if (eligibility.length > 0)
    await trx
      .insertInto('section_eligibility')
      .values(eligibility.map((rule) => ({ section_id: sectionId, ...rule })))
      .execute();
}

/** Who may take a section. Two statements. */
export async function whoMayTake(db: Db, sectionId: string): Promise<Required<WhoMayTake>> {
  const audience = await db
    .selectFrom('section_audience')
    .select('position')
    .where('section_id', '=', sectionId)
    .execute();
  const rules = await db
    .selectFrom('section_eligibility')
    .select(['kind', 'value', 'label'])
    .where('section_id', '=', sectionId)
    .execute();
  return {
    audience: audience.map(({ position }) => position as Position),
    eligibility: rules.map((rule) => ({ ...rule, kind: rule.kind as Eligibility['kind'] })),
  };
}
