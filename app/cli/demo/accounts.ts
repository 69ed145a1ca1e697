import { contentJson } from '#app/cli/content-folder.ts';
import { addPeople } from '#app/features/identity/many-people.server.ts';
import { grantRole } from '#app/features/identity/people.server.ts';
import { accountsFile } from '#content/world/world.schema.ts';
import { addDays } from './calendar.ts';
import type { Street } from './organisation.ts';
import { known, type Loading } from './world.ts';

/** The password of every demo account (contract: Demo accounts). */
export const DEMO_PASSWORD = 'fangxing-2026';

export interface Accounts {
  /** Person ids by username. */
  ids: Map<string, string>;
  /** Person names, so that nobody else gets one of them. */
  names: Set<string>;
}

/** Makes the demo accounts with their positions and rights. */
export async function openAccounts(
  loading: Loading,
  street: Street,
  passwordHash: string,
): Promise<Accounts> {
  const accounts = contentJson(accountsFile, 'world', 'accounts.json');
  const { trx, actor, now, today } = loading;
  const people = accounts.map(({ username, name, ageBand, preferredView, appointments }) => ({
    username,
    name,
    ageBand,
    preferredView,
    appointments: appointments.map(({ position, unit, sinceDays }) => ({
      position,
      orgUnitId: known(street.byName, unit, 'unit').id,
      validFrom: addDays(today, -sinceDays),
    })),
  }));
  const personIds = await addPeople(trx, { actor, people, passwordHash, source: 'demo', now });
  const ids = new Map(accounts.map(({ username }, index) => [username, personIds[index] ?? '']));
  for (const { username, roles } of accounts)
    for (const { role, unit } of roles) {
      const granted = await grantRole(trx, {
        actor,
        personId: known(ids, username, 'account'),
        role,
        orgUnitId: unit ? known(street.byName, unit, 'unit').id : null,
        validFrom: addDays(today, -700),
        now,
      });
      if (!granted.ok) throw new Error(`${username} cannot be made ${role}: ${granted.reason}.`);
    }
  return { ids, names: new Set(accounts.map(({ name }) => name)) };
}
