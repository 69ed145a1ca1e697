import { contentJson } from '#app/cli/content-folder.ts';
import { remindPromoted } from '#app/features/credits/promotion-reminders.server.ts';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { appointmentsOf } from '#app/features/identity/positions.server.ts';
import { transferPost } from '#app/features/identity/transfers.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type CareersFile, careersFile } from '#content/world/words.schema.ts';
import { addDays } from './calendar.ts';
import type { Population } from './learning.ts';
import type { Street } from './organisation.ts';
import { known, type Loading } from './world.ts';

/** Moves some to another community without a day's break, promotes one who has learned too little before, and reminds whoever must make up. */
export async function changeCareers(
  loading: Loading,
  { street, population, registrar }: { street: Street; population: Population; registrar: Actor },
): Promise<void> {
  const { trx, now } = loading;
  for (const plan of contentJson(careersFile, 'world', 'careers.json')) {
    const personId = known(population.pools, plan.pool, 'pool')[plan.index];
    if (!personId) throw new Error(`${plan.pool} has nobody at ${plan.index}.`);
    await change(loading, plan, { street, registrar, personId });
  }
  await remindPromoted(trx, { now });
}

async function change(
  { trx, today, now }: Loading,
  plan: CareersFile[number],
  { street, registrar, personId }: { street: Street; registrar: Actor; personId: string },
): Promise<void> {
  const day = addDays(today, -plan.daysAgo);
  const orgUnitId = placeOf(street, plan).id;
  const { position } = plan;
  if (plan.deed === 'promoted') {
    const post = { actor: registrar, personId, position, orgUnitId, validFrom: day, now };
    const outcome = await appoint(trx, post);
    if (!outcome.ok) throw new Error(`${position} cannot be appointed: ${outcome.reason}.`);
    return;
  }
  const posts = await appointmentsOf(trx, personId, addDays(day, -1));
  const appointmentId = posts.find((post) => post.position === position)?.id ?? '';
  const move = { actor: registrar, personId, appointmentId, orgUnitId, firstDay: day, now };
  const outcome = await transferPost(trx, move);
  if (!outcome.ok) throw new Error(`${position} cannot be moved: ${outcome.reason}.`);
}

function placeOf(street: Street, { at, community }: CareersFile[number]) {
  const place = at === 'community' ? street.byName.get(community) : street.of(community, at).at(-1);
  if (!place) throw new Error(`${community} has no place for it.`);
  return place;
}
