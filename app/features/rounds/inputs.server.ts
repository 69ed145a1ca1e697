import type { Db } from '#db/database.ts';
import type { FrozenDetail } from './frozen-detail.ts';
import { ALGORITHM, type LotteryInputs, sortedInputs } from './lottery-inputs.schema.ts';
import { belongsTo } from './quotas.rules.ts';

/** More than a city district has people; a draw of so many would not fit into the table of steps. */
const MOST_APPLICANTS = 200_000;

export interface RoundInputs {
  inputs: LotteryInputs;
  /** Ticket → application. */
  applications: Map<string, { id: string; personId: string }>;
}

type Fixed = Pick<FrozenDetail, 'sections' | 'groups' | 'clashes'>;

/**
 * What the draw of a round is made from: the applications as they were fixed, and what the step `frozen` says. Who they are, who
 * applied for them and when is no part of it.
 */
export async function inputsOf(
  db: Db,
  { roundId, mostPlaces, fixed }: { roundId: string; mostPlaces: number; fixed: Fixed },
): Promise<RoundInputs> {
  const rows = await applicationRows(db, roundId);
  const choices = await choicesBy(db, roundId, new Map(fixed.sections.map(({ id, code }) => [id, code])));
  const reserving = new Map(fixed.sections.map(({ code, reserved }) => [code, reserved]));
  const applicants = rows.map((row) => {
    const own = choices.get(row.id) ?? [];
    const wanted = new Set(own.flatMap((code) => (reserving.get(code) ?? []).map(({ group }) => group)));
    const person = { communityId: row.community_id, ageFrom: row.age_from };
    return {
      ticket: row.ticket,
      lots: row.lots ?? 1,
      places: Math.min(row.most_places, mostPlaces),
      choices: own,
      groups: fixed.groups
        .filter((group) => wanted.has(group.code) && belongsTo(group, person))
        .map(({ code }) => code),
    };
  });
  const sections = fixed.sections.map(({ code, course, seats, reserved }) => ({
    code,
    course,
    seats,
    reserved,
  }));
  return {
    inputs: sortedInputs({ algorithm: ALGORITHM, mostPlaces, sections, clashes: fixed.clashes, applicants }),
    applications: new Map(rows.map(({ ticket, id, person_id }) => [ticket, { id, personId: person_id }])),
  };
}

function applicationRows(db: Db, roundId: string) {
  return db
    .selectFrom('application')
    .select(['id', 'person_id', 'ticket', 'lots', 'most_places', 'community_id', 'age_from'])
    .where('round_id', '=', roundId)
    .where('active', '=', 1)
    .limit(MOST_APPLICANTS)
    .execute();
}

/** Application → codes of the sections that did not fall out, the first choice first. */
async function choicesBy(
  db: Db,
  roundId: string,
  codes: ReadonlyMap<string, string>,
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('application')
    .innerJoin('application_choice', 'application_choice.application_id', 'application.id')
    .select(['application_choice.application_id', 'section_id', 'preference'])
    .where('round_id', '=', roundId)
    .where('active', '=', 1)
    .where('dropped', 'is', null)
    .limit(20 * MOST_APPLICANTS)
    .execute();
  const byApplication = new Map<string, { code: string; preference: number }[]>();
  for (const { application_id, section_id, preference } of rows) {
    const code = codes.get(section_id);
    if (!code) continue;
    const own = byApplication.get(application_id);
    if (own) own.push({ code, preference });
    else byApplication.set(application_id, [{ code, preference }]);
  }
  return new Map(
    [...byApplication].map(([id, own]) => [
      id,
      own.sort((a, b) => a.preference - b.preference).map(({ code }) => code),
    ]),
  );
}
