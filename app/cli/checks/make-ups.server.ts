import { sql } from 'kysely';
import { mostMadeUp } from '#app/features/attendance/make-up.rules.ts';
import { categoryRule } from '#app/features/credits/activities.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Missed meetings that were made up: watched and passed, of one's own section, and no more than the pinned rules allow. */
export const makeUpChecks: readonly Check[] = [
  {
    name: 'a make-up is done when its lecture is watched and its quiz passed, and not before',
    run: async (db) => {
      const rows = await db
        .selectFrom('make_up')
        .select('id')
        .where(
          sql<boolean>`((done_at is null) <> (watched_at is null or passed_at is null)
            or (active is null) <> (put_back_at is not null) or (active is null and done_at is not null))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `make-up ${id}`));
    },
  },
  {
    name: 'a meeting counts as made up for whoever has done its make-up',
    run: async (db) => {
      const rows = await db
        .selectFrom('attendance')
        .leftJoin('make_up', (join) =>
          join
            .onRef('make_up.enrolment_id', '=', 'attendance.enrolment_id')
            .onRef('make_up.meeting_id', '=', 'attendance.meeting_id')
            .on('make_up.active', '=', 1),
        )
        .select('attendance.id')
        .where('attendance.state', '=', 'made-up')
        .where('make_up.done_at', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `attendance ${id}`));
    },
  },
  {
    name: 'nobody makes up more meetings of a section than the pinned rules allow',
    run: async (db) => breachOf(await judgeAll(db, makersAfter, (rows) => tooMany(db, rows))),
  },
];

interface Maker {
  id: string;
  ruleVersionId: string;
  makeUps: number;
  meetings: number;
}

/** Enrolments with make-ups of meetings that were missed, and how often their section meets; a meeting that was called off since counts. */
async function makersAfter(db: Db, after: string, limit: number): Promise<Maker[]> {
  const rows = await db
    .selectFrom('make_up')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'make_up.enrolment_id')
    .innerJoin('attendance', (join) =>
      join
        .onRef('attendance.enrolment_id', '=', 'make_up.enrolment_id')
        .onRef('attendance.meeting_id', '=', 'make_up.meeting_id'),
    )
    .select(({ fn }) => [
      'make_up.enrolment_id as id',
      'enrolment_pin.rule_version_id as ruleVersionId',
      'enrolment_pin.section_id as sectionId',
      fn.countAll<number>().as('makeUps'),
    ])
    .where('make_up.active', '=', 1)
    .where('attendance.state', 'in', ['absent', 'leave', 'made-up'])
    .where('make_up.enrolment_id', '>', after)
    .groupBy(['make_up.enrolment_id', 'enrolment_pin.rule_version_id', 'enrolment_pin.section_id'])
    .orderBy('make_up.enrolment_id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const counts = await db
    .selectFrom('meeting')
    .select(({ fn }) => ['section_id', fn.countAll<number>().as('meetings')])
    .where('section_id', 'in', [...new Set(rows.map(({ sectionId }) => sectionId))])
    .groupBy('section_id')
    .execute();
  const meetings = new Map(counts.map((row) => [row.section_id, Number(row.meetings)]));
  return rows.map(({ id, ruleVersionId, sectionId, makeUps }) => {
    return { id, ruleVersionId, makeUps: Number(makeUps), meetings: meetings.get(sectionId) ?? 0 };
  });
}

async function tooMany(db: Db, makers: readonly Maker[]): Promise<string[]> {
  const offenders: string[] = [];
  for (const { id, ruleVersionId, makeUps, meetings } of makers) {
    const rules = await rulesOfVersion(db, ruleVersionId);
    const percent = rules ? categoryRule(rules, 'A').makeUpMaxMeetingsPercent : undefined;
    if (makeUps > mostMadeUp(meetings, percent)) offenders.push(`enrolment ${id}`);
  }
  return offenders;
}
