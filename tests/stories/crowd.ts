import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '#db/database.ts';
import { sessionCookies } from '#tests/bench/lib/sessions.ts';
import { academy, runAcademy, type ToolPlace } from '#tests/support/academy-tool.ts';
import type { FreshDatabase } from '#tests/support/database.ts';
import type { Flood } from '#tests/support/flood.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { type Answer, hangUp, type Visitor, visitor } from '#tests/support/visitor.ts';

export type Crowd = ToolPlace & {
  db: Db;
  server: RunningServer;
  /** Everybody who is signed in, spread over the processes in turn. */
  people: Visitor[];
  /** The sections that everybody may choose, each of a course of its own. */
  sections: string[];
  stop(): Promise<void>;
};

export type WantedCrowd = {
  database: FreshDatabase;
  people: number;
  sections: number;
  seats: number;
  processes?: number;
};

/** An academy of made-up learners with open sections, and the built server on it. */
export async function aCrowd({
  database,
  people,
  sections,
  seats,
  processes = 1,
}: WantedCrowd): Promise<Crowd> {
  const dataDir = await mkdtemp(join(tmpdir(), 'academy-crowd-'));
  const place = { databaseUrl: database.url, dataDir };
  const numbers = { people, courses: sections, sections, capacity: seats };
  await academy(
    place,
    'seed',
    'load',
    '--prefix',
    'rush',
    ...Object.entries(numbers).flatMap(([name, n]) => [`--${name}`, `${n}`]),
  );
  const cookies = await sessionCookies(database.db, { prefix: 'rush', limit: people });
  const rows = await database.db
    .selectFrom('section')
    .select('id')
    .where('code', 'like', 'rush-%')
    .orderBy('code')
    .execute();
  const server = await startServer({ ...place, processes });
  return {
    ...place,
    db: database.db,
    server,
    people: cookies.map((cookie, n) => visitor(server.urls[n % processes] ?? server.url, cookie)),
    sections: rows.map(({ id }) => id),
    async stop() {
      hangUp();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The n-th of a list that has one. */
export function nth<T>(list: readonly T[], n: number): T {
  const found = list[n];
  if (found === undefined) throw new Error(`there is no number ${n} of ${list.length}`);
  return found;
}

/** Asks for a section as a program does. */
export const choose = (who: Visitor, sectionId: string, waitlist = 'no'): Promise<Answer> =>
  who.json(`/sections/${sectionId}/enrolment`, { waitlist });

export type Chosen = { outcome: string; reason?: string; position?: number };

/** The answers of a flood; the first request that was not answered at all fails the test. */
export function answersOf({ drops }: Flood<Answer>): Answer[] {
  return drops.map(({ value, error }) => {
    if (!value) throw error;
    return value;
  });
}

/** How often each answer was given, as in `{ '200 enrolled': 30, '409 full': 1970 }`. */
export function outcomes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const { outcome, reason } = answer.json<Chosen>();
    const name = `${answer.status} ${reason ?? outcome}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The seats of a section: counted by its counter and by its enrolments. */
export async function seatsTaken(
  db: Db,
  sectionId: string,
): Promise<{ counted: number; enrolled: number; offered: number }> {
  const { taken } = await db
    .selectFrom('seat_count')
    .select('taken')
    .where('section_id', '=', sectionId)
    .executeTakeFirstOrThrow();
  const active = await db
    .selectFrom('enrolment')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .execute();
  const offers = await db
    .selectFrom('seat_offer')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('open', '=', 1)
    .execute();
  return { counted: taken, enrolled: active.length, offered: offers.length };
}

/** What `academy verify` says: empty when every invariant holds. */
export async function breachesOf(place: ToolPlace): Promise<string> {
  const { code, stdout, stderr } = await runAcademy(place, 'verify');
  return code === 0 ? '' : `${code}: ${stdout}${stderr}`;
}
