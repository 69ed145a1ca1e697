import type { ExpressionBuilder } from 'kysely';
import type { Database } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';

type OfSection = ExpressionBuilder<Database, 'section'>;

/** What a section asks for besides its audience, with the names of whatever took the place of its communities; read with `ruleLabelsIn`. */
export function ruleLabels(eb: OfSection) {
  return eb
    .selectFrom('section_eligibility')
    .leftJoin('org_heir', 'org_heir.unit_id', 'section_eligibility.value')
    .leftJoin('org_unit', 'org_unit.id', 'org_heir.heir_id')
    .select((inner) =>
      packed(inner, [
        'section_eligibility.kind',
        'label',
        'org_unit.name',
        'since',
        'org_unit.valid_from',
        'org_unit.valid_to',
      ]).as('rules'),
    )
    .whereRef('section_eligibility.section_id', '=', 'section.id')
    .as('eligibility');
}

/** The labels of a day, each once: a community that was renamed, merged or split since is called as it is called then. */
export function ruleLabelsIn(rules: string | null, day: string): { kind: string; label: string }[] {
  const rows = unpacked(rules).map(([kind = '', label = '', name = '', since = '', from = '', to = '']) => {
    const stands = name !== '' && since <= day && from <= day && (to === '' || to >= day);
    return { kind, label, name: stands ? name : null };
  });
  const goneOn = new Set(rows.flatMap(({ label, name }) => (name === null ? [] : [label])));
  const named = rows.flatMap(({ kind, label, name }) =>
    name === null && goneOn.has(label) ? [] : [{ kind, label: name ?? label }],
  );
  return [...new Map(named.map((rule) => [`${rule.kind} ${rule.label}`, rule])).values()];
}
