import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { ExemptionApproval } from './exemption-approval.rules.ts';

/** What some people (at most a thousand) were freed from in a year, ended ones too, by person, the first approved first. At most one statement. */
export async function exemptionApprovals(
  db: Db,
  { personIds, year }: { personIds: readonly string[]; year: number },
): Promise<Map<string, ExemptionApproval[]>> {
  const byPerson = new Map<string, ExemptionApproval[]>();
  if (personIds.length === 0) return byPerson;
  const rows = await db
    .selectFrom('exemption')
    .innerJoin('person as approver', 'approver.id', 'exemption.approved_by')
    .leftJoin('exemption_end', 'exemption_end.exemption_id', 'exemption.id')
    .select(['exemption.person_id', 'position', 'approver.name', 'approved_at', 'ended_at'])
    .where('exemption.person_id', 'in', [...personIds])
    .where('exemption.year', '=', year)
    .orderBy('approved_at')
    .execute();
  for (const { person_id, position, name, approved_at: approvedAt, ended_at: endedAt } of rows) {
    const one = { position: position as Position, approvedByName: name, approvedAt, endedAt };
    byPerson.set(person_id, [...(byPerson.get(person_id) ?? []), one]);
  }
  return byPerson;
}
