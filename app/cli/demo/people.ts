import { contentJson } from '#app/cli/content-folder.ts';
import { addPeople, type PersonInBulk } from '#app/features/identity/many-people.server.ts';
import { namesFile, type PeopleFile, peopleFile } from '#content/world/world.schema.ts';
import { addDays } from './calendar.ts';
import type { Street } from './organisation.ts';
import { known, type Loading, type Place } from './world.ts';

/** Who lives in the demo world: person ids by pool, `building-heads` and `building-heads/和风社区`. */
export type Pools = Map<string, string[]>;

type Drafted = PersonInBulk & { pools: string[] };
type Appointment = NonNullable<PersonInBulk['appointments']>[number];
type Pool = PeopleFile['pools'][number];

/** Settles the street: people with dated positions, each of them at home in one of its neighbourhoods. */
export async function settlePeople(
  loading: Loading,
  street: Street,
  { taken }: { taken: ReadonlySet<string> },
): Promise<Pools> {
  const file = contentJson(peopleFile, 'world', 'people.json');
  const names = inventedNames(loading, taken);
  const drafts: Drafted[] = [];
  for (const pool of file.pools)
    for (const [index, community] of street.communities.entries())
      for (let number = 0; number < (pool.perCommunity[index] ?? 0); number++)
        drafts.push(draft(loading, street, { pool, community, number, name: nameAt(names, drafts.length) }));
  for (const group of file.elsewhere)
    for (let number = 0; number < group.count; number++) {
      const appointment = {
        position: group.position,
        orgUnitId: known(street.byName, group.unit, 'unit').id,
      };
      drafts.push({
        username: '',
        name: nameAt(names, drafts.length),
        ageBand: loading.random.pick(group.ages),
        appointments: [
          { ...appointment, validFrom: since(loading, group.since) },
          atHome(loading, street, loading.random.pick(street.communities)),
        ],
        pools: [group.pool],
      });
    }
  const people = drafts.map((person, index) => ({
    ...person,
    username: `fx${String(index + 1).padStart(3, '0')}`,
  }));
  const { trx, actor, now } = loading;
  const ids = await addPeople(trx, { actor, people, passwordHash: null, source: 'demo', now });
  return byPool(people, ids);
}

function inventedNames({ random }: Loading, taken: ReadonlySet<string>): string[] {
  const { surnames, givenNames } = contentJson(namesFile, 'world', 'names.json');
  const all = surnames.flatMap((surname) => givenNames.map((given) => surname + given));
  return random.shuffled(all.filter((name) => !taken.has(name)));
}

function nameAt(names: readonly string[], index: number): string {
  const name = names[index];
  if (!name) throw new Error('The demo world has more people than names.');
  return name;
}

interface Drafting {
  pool: Pool;
  community: string;
  number: number;
  name: string;
}

function draft(loading: Loading, street: Street, { pool, community, number, name }: Drafting): Drafted {
  const { random } = loading;
  const places = street.of(community, pool.at);
  // Heads of buildings and units each have their own; others share theirs.
  const place = places[spread(number, places.length, pool)];
  if (!place) throw new Error(`${community} has no place for ${pool.pool}.`);
  const from = since(loading, pool.since);
  const held = (position: Appointment['position'], at: Place): Appointment => ({
    position,
    orgUnitId: at.id,
    validFrom: from,
  });
  const appointments = [held(pool.position, place)];
  if (pool.position !== 'resident') appointments.push(atHome(loading, street, community));
  const grid = pool.alsoGridLeader ? street.of(community, 'grid')[number] : undefined;
  if (grid) appointments.push(held('grid-leader', grid));
  const home = street.byName.get(community);
  if (pool.alsoCommittee && home) appointments.push(held('committee-member', home));
  if (random.next() < pool.alsoPartyMember) {
    const group = random.pick(street.of(community, 'party-group'));
    appointments.push({
      position: 'party-member',
      orgUnitId: group.id,
      validFrom: since(loading, [1200, 6000]),
    });
  }
  return {
    username: '',
    name,
    ageBand: random.pick(pool.ages),
    appointments,
    pools: [pool.pool, `${pool.pool}/${community}`],
  };
}

/** Leaves the fifth house of the first neighbourhood to the demo learner, and its second unit to the other one. */
function spread(number: number, places: number, { at }: Pool): number {
  if (at === 'building') return (number >= 4 ? number + 1 : number) % places;
  if (at === 'unit') return (number * 5 + 2) % places;
  return number % places;
}

function since({ random, today }: Loading, [least, most]: readonly [number, number]): string {
  return addDays(today, -random.between(least, most));
}

function atHome(loading: Loading, street: Street, community: string): Appointment {
  const yard = loading.random.pick(street.of(community, 'xiaoqu'));
  return { position: 'resident', orgUnitId: yard.id, validFrom: since(loading, [300, 4000]) };
}

function byPool(people: readonly Drafted[], ids: readonly string[]): Pools {
  const pools: Pools = new Map();
  for (const [index, { pools: own }] of people.entries())
    for (const pool of own) pools.set(pool, [...(pools.get(pool) ?? []), ids[index] ?? '']);
  return pools;
}
