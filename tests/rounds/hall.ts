/** What the tests of rounds share: a round with sections and applicants, brought as far as wanted. */
import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { addQuota, publishRound } from '#app/features/rounds/preparing.server.ts';
import type { Quota } from '#app/features/rounds/quotas.rules.ts';
import { type Round, roundById } from '#app/features/rounds/reading.server.ts';
import { makeRound, type RoundRules } from '#app/features/rounds/rounds.server.ts';
import { newSeed } from '#app/features/rounds/tickets.server.ts';
import { type ApplyOutcome, apply } from '#app/features/selection/applying.server.ts';
import { freezeRound } from '#app/features/selection/closing-applications.server.ts';
import { putInRound } from '#app/features/selection/round-desk.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { academy, after, type Learner, now } from '#tests/support/world.ts';

export const rules: RoundRules = { name: '预选', mostChoices: 5, mostPlaces: 1, mostLots: 3 };
export const closed = after({ days: 1 });
export const drawable = after({ days: 1, minutes: 15 });

export interface Hall {
  roundId: string;
  termId: string;
  sections: Section[];
}

export interface WantedRound {
  sections?: WantedSection[];
  rules?: Partial<RoundRules>;
  seed?: string;
  quotas?: Omit<Quota, 'id'>[];
  termId?: string;
  published?: boolean;
}

/** A term whose time for applications began yesterday and ends tomorrow; changes are possible for ten days from then. */
export const aPreselectTerm = (db: Db) =>
  aTerm(db, [
    { kind: 'preselect', from: after({ days: -1 }), to: closed },
    { kind: 'add-drop', from: after({ days: 2 }), to: after({ days: 12 }) },
  ]);

/** A published round with its sections. */
export async function aRound(db: Db, wanted: WantedRound = {}): Promise<Hall> {
  const termId = wanted.termId ?? (await aPreselectTerm(db));
  const made = await makeRound(db, {
    actor: academy,
    termId,
    ...rules,
    ...wanted.rules,
    seed: wanted.seed ?? newSeed(),
    now,
  });
  if (!made.ok) throw new Error(made.reason);
  const { roundId } = made;
  const sections: Section[] = [];
  for (const each of wanted.sections ?? [{}, {}]) {
    const section = await aSection(db, { ...each, termId });
    const put = await putInRound(db, {
      actor: academy,
      roundId,
      sectionId: section.sectionId,
      seats: null,
      now,
    });
    if (!put.ok) throw new Error(put.reason);
    sections.push(section);
  }
  for (const quota of wanted.quotas ?? []) {
    const set = await addQuota(db, { actor: academy, roundId, quota, now });
    if (!set.ok) throw new Error(set.reason);
  }
  if (wanted.published ?? true) await publishRound(db, { actor: academy, roundId, now });
  return { roundId, termId, sections };
}

interface Asking {
  places?: number;
  waitlist?: boolean;
  at?: Date;
}

/** Asks for sections, the first choice first. */
export function ask(
  db: Db,
  { actor, personId }: Learner,
  sections: readonly Section[],
  { places = 1, waitlist = false, at = now }: Asking = {},
): Promise<ApplyOutcome> {
  return apply(db, {
    actor,
    personId,
    choices: sections.map(({ sectionId }) => sectionId),
    mostPlaces: places,
    waitlist,
    now: at,
  });
}

/** Closes the applications when their time is over. */
export const freeze = (db: Db, { roundId }: Hall) =>
  freezeRound(db, { actor: academy, roundId, now: closed });

/** Closes the applications and draws, at one moment. */
export async function draw(db: Db, hall: Hall): Promise<void> {
  await freeze(db, hall);
  await drawRound(db, { actor: academy, roundId: hall.roundId, now: closed });
}

/** The first of a round's sections, where that is the only one that counts. */
export function firstOf({ sections: [section] }: Hall): Section {
  if (!section) throw new Error('The round has no section.');
  return section;
}

export async function theRound(db: Db, roundId: string): Promise<Round> {
  const round = await roundById(db, roundId);
  if (!round) throw new Error('no round');
  return round;
}

/** Section → who is in it. */
export async function rosters(db: Db, { sections }: Pick<Hall, 'sections'>): Promise<string[][]> {
  const rows = await db
    .selectFrom('enrolment')
    .select(['section_id', 'person_id'])
    .where('active', '=', 1)
    .execute();
  return sections.map(({ sectionId }) =>
    rows.filter(({ section_id }) => section_id === sectionId).map(({ person_id }) => person_id),
  );
}
