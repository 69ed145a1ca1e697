/** Ways to break what must hold of the two trees. */
export const organisationBreaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  {
    tells: /stands below one of its tree/,
    sql: ["update org_unit set valid_to = '2026-01-01' where kind = 'street'"],
  },
  {
    tells: /while its unit stands/,
    sql: ["update appointment set valid_from = '1999-01-01'"],
  },
  {
    tells: /outlasts it/,
    sql: [
      `update role_grant set valid_to = null, org_unit_id = (select min(unit_id) from org_end)
      where role = 'assessor'`,
    ],
  },
  {
    tells: /ends the day before, and what takes its place/,
    sql: ["update org_succession set effective_on = '2099-01-01'"],
  },
  {
    tells: /known to stand for it/,
    sql: ['delete from org_heir'],
  },
  {
    tells: /still the same person’s/,
    sql: [
      "update appointment set position = 'partner-staff' where id in (select new_id from appointment_succession)",
    ],
  },
];
