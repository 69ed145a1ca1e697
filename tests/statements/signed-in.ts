import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/support/world.ts';
import { rowId } from './fill.ts';
import { people } from './many-people.ts';

export type Asking = keyof typeof people;

const id = rowId;
const rights = [
  { person_id: id(people.registrar), role: 'registrar', org_unit_id: null },
  { person_id: id(people.admin), role: 'academy-admin', org_unit_id: null },
  { person_id: id(people.assessor), role: 'assessor', org_unit_id: null },
  // A community of some two hundred people.
  { person_id: id(people.localAssessor), role: 'assessor', org_unit_id: id(2) },
  { person_id: id(people.creditReviewer), role: 'credit-reviewer', org_unit_id: null },
  { person_id: id(people.auditor), role: 'auditor', org_unit_id: null },
  { person_id: id(people.appealsReviewer), role: 'appeals-reviewer', org_unit_id: null },
  { person_id: id(people.security), role: 'security-admin', org_unit_id: null },
  { person_id: id(people.sysadmin), role: 'system-admin', org_unit_id: null },
  { person_id: id(people.liaison), role: 'liaison', org_unit_id: id(2) },
];

/** A session for each of the people that ask, with the rights they need; as the text of a Cookie header. */
export async function signedIn(db: Db): Promise<Record<Asking, string>> {
  const more = { valid_from: '2025-01-01', granted_at: now.toISOString() };
  await db
    .insertInto('role_grant')
    .values(rights.map((right, index) => ({ ...right, ...more, id: id(90_000 + index) })))
    .execute();
  const cookies = {} as Record<Asking, string>;
  for (const [who, number] of Object.entries(people)) {
    const line = await startSession(db, { personId: id(number), secure: false, now });
    cookies[who as Asking] = line.split(';')[0] ?? '';
  }
  return cookies;
}
