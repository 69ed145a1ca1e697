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

/** Who may take a section, its communities as whatever stands for them on a day. Two statements. */
export async function whoMayTake(db: Db, sectionId: string, onDay: string): Promise<Required<WhoMayTake>> {
  const audience = await db
    .selectFrom('section_audience')
    .select('position')
    .where('section_id', '=', sectionId)
    .execute();
  const rules = await db
    .selectFrom('section_eligibility')
    .leftJoin('org_heir', (join) =>
      join
        .onRef('org_heir.unit_id', '=', 'section_eligibility.value')
        .on('section_eligibility.kind', '=', 'community')
        .on('since', '<=', onDay),
    )
    .leftJoin('org_unit', (join) =>
      join
        .onRef('org_unit.id', '=', 'org_heir.heir_id')
        .on('org_unit.valid_from', '<=', onDay)
        .on(({ or, eb }) => or([eb('org_unit.valid_to', 'is', null), eb('org_unit.valid_to', '>=', onDay)])),
    )
    .select(['section_eligibility.kind', 'value', 'label', 'org_unit.id as heirId', 'org_unit.name as heir'])
    .where('section_id', '=', sectionId)
    .execute();
  const asked = new Map<string, Eligibility>();
  const goneOn = new Set(rules.flatMap(({ value, heirId }) => (heirId ? [value] : [])));
  for (const { kind, value, label, heirId, heir } of rules) {
    if (!heirId && goneOn.has(value)) continue;
    const rule = { kind: kind as Eligibility['kind'], value: heirId ?? value, label: heir ?? label };
    asked.set(`${kind} ${rule.value}`, rule);
  }
  return {
    audience: audience.map(({ position }) => position as Position),
    eligibility: [...asked.values()],
  };
}
