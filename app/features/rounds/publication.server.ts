import type { Db } from '#db/database.ts';
import { drawnOutcomes } from './drawn-outcomes.ts';
import { inputsOf } from './inputs.server.ts';
import { numberOf, sha256 } from './lottery.rules.ts';
import { ALGORITHM, type LotteryFile, type PublishedLine } from './lottery-inputs.schema.ts';
import { type Round, roundById, stepDetails } from './reading.server.ts';

const MOST_RESULTS = 4_000_000;
/** The file of a draw, and its hash for asking whether it is still the same. */
export interface Publication {
  text: string;
  hash: string;
}

const MOST_KEPT = 3;
/**
 * A drawn round never changes again; its file takes seconds to put together and many may ask for it at once. So each is put together
 * once, for all who ask meanwhile, and the few that were asked for last are kept.
 */
const kept = new WeakMap<Db, Map<string, Promise<Publication>>>();

/**
 * The file with which anybody can repeat the draw, as text, or null while nothing is drawn. Tickets are its only names. The results
 * are those that were written down then, not a draw made now.
 */
export async function publishedFile(db: Db, roundId: string): Promise<string | null> {
  return (await publication(db, roundId))?.text ?? null;
}

/** The same with its hash. */
export async function publication(db: Db, roundId: string): Promise<Publication | null> {
  const known = lookedUp(db, roundId);
  if (known) return known;
  const round = await roundById(db, roundId);
  if (!round?.steps.some(({ kind }) => kind === 'drawn')) return null;
  // Somebody else may have begun meanwhile.
  return lookedUp(db, roundId) ?? keep(db, roundId, putTogether(db, round));
}

function lookedUp(db: Db, roundId: string): Promise<Publication> | undefined {
  const file = kept.get(db)?.get(roundId);
  return file && keep(db, roundId, file);
}

/** Keeps a file as the one that was asked for last, and forgets the one that was not asked for the longest. */
function keep(db: Db, roundId: string, file: Promise<Publication>): Promise<Publication> {
  const files = kept.get(db) ?? new Map<string, Promise<Publication>>();
  kept.set(db, files);
  files.delete(roundId);
  files.set(roundId, file);
  const [oldest] = files.keys();
  if (files.size > MOST_KEPT && oldest) files.delete(oldest);
  return file;
}

/** One that failed is put together anew when it is asked for again. */
async function putTogether(db: Db, round: Round): Promise<Publication> {
  try {
    const text = `${JSON.stringify(await fileOf(db, round))}\n`;
    return { text, hash: sha256(text) };
  } catch (error) {
    kept.get(db)?.delete(round.id);
    throw error;
  }
}

async function fileOf(db: Db, round: Round): Promise<LotteryFile> {
  const { frozen: fixed, drawn } = await stepDetails(db, round.id);
  const seed = await revealedSeed(db, round);
  if (!fixed || !drawn || !seed) throw new Error(`Round ${round.id} is drawn without its steps.`);
  const { inputs, applications } = await inputsOf(db, {
    roundId: round.id,
    mostPlaces: round.mostPlaces,
    fixed,
  });
  const codes = new Map(fixed.sections.map(({ id, code }) => [id, code]));
  const given = await givenSeats(db, round.id, codes);
  const results: PublishedLine[] = inputs.applicants
    .map((applicant) => ({ ...applicant, number: numberOf(seed, applicant) }))
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(({ ticket, number, choices }, index) => ({
      place: index + 1,
      ticket,
      number,
      admitted: choices.flatMap((code) => {
        const seat = given.get(`${applications.get(ticket)?.id} ${code}`);
        return seat ? [{ section: code, seat }] : [];
      }),
    }));
  return {
    round: `${round.termName} ${round.name}`,
    algorithm: ALGORITHM,
    seedHash: round.seedHash,
    seed,
    inputsHash: fixed.inputsHash,
    resultHash: drawn.resultHash,
    inputs,
    results,
  };
}

/** The seed of a round, after its draw only. */
export async function revealedSeed(
  db: Db,
  { id, steps }: Pick<Round, 'id' | 'steps'>,
): Promise<string | null> {
  if (!steps.some(({ kind }) => kind === 'drawn')) return null;
  const row = await db.selectFrom('round_seed').select('seed').where('round_id', '=', id).executeTakeFirst();
  return row?.seed ?? null;
}

/** `application section-code` → seat. A seat that its winner could not take in the end was drawn all the same. */
async function givenSeats(
  db: Db,
  roundId: string,
  codes: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('application')
    .innerJoin('application_result', 'application_result.application_id', 'application.id')
    .select(['application_result.application_id', 'section_id', 'seat'])
    .where('round_id', '=', roundId)
    .where('outcome', 'in', drawnOutcomes)
    .limit(MOST_RESULTS)
    .execute();
  return new Map(rows.map((row) => [`${row.application_id} ${codes.get(row.section_id)}`, row.seat ?? '']));
}
