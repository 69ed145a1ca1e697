import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** What was pinned at enrolment decides: promise 6 of the product. */
export const completionChecks: readonly Check[] = [
  {
    name: 'every active enrolment has its pin, for the same person and section',
    run: async (db) => {
      const rows = await db
        .selectFrom('enrolment')
        .leftJoin('enrolment_pin', (join) =>
          join
            .onRef('enrolment_pin.enrolment_id', '=', 'enrolment.id')
            .onRef('enrolment_pin.person_id', '=', 'enrolment.person_id')
            .onRef('enrolment_pin.section_id', '=', 'enrolment.section_id'),
        )
        .select('enrolment.id')
        .where('enrolment.active', '=', 1)
        .where('enrolment_pin.enrolment_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `enrolment ${id}`));
    },
  },
  {
    name: 'nothing is completed while a requirement is open',
    run: async (db) => {
      const rows = await db
        .selectFrom('completion')
        .innerJoin('requirement', 'requirement.enrolment_id', 'completion.enrolment_id')
        .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
        .select('completion.id')
        .where('requirement_met.requirement_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `completion ${id}`));
    },
  },
  {
    name: 'whoever has met every requirement has completed',
    run: async (db) => {
      const rows = await db
        .selectFrom('enrolment')
        .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
        .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
        .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
        .select('enrolment.id')
        .where('enrolment.active', '=', 1)
        .where('completion.id', 'is', null)
        .groupBy('enrolment.id')
        .having((eb) => eb(eb.fn.count('requirement.id'), '=', eb.fn.count('requirement_met.requirement_id')))
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `enrolment ${id}`));
    },
  },
  {
    name: 'a completion is of its enrolment: same person, course, section and version',
    run: async (db) => {
      const rows = await db
        .selectFrom('completion')
        .leftJoin('enrolment_pin', (join) =>
          join
            .onRef('enrolment_pin.enrolment_id', '=', 'completion.enrolment_id')
            .onRef('enrolment_pin.person_id', '=', 'completion.person_id')
            .onRef('enrolment_pin.section_id', '=', 'completion.section_id')
            .onRef('enrolment_pin.course_id', '=', 'completion.course_id')
            .onRef('enrolment_pin.course_version_id', '=', 'completion.course_version_id'),
        )
        .select('completion.id')
        .where('enrolment_pin.enrolment_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `completion ${id}`));
    },
  },
  {
    name: 'attendance is of somebody enrolled in the section that meets',
    run: async (db) => {
      const rows = await db
        .selectFrom('attendance')
        .innerJoin('meeting', 'meeting.id', 'attendance.meeting_id')
        .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
        .select('attendance.id')
        .where(({ or, eb, ref }) =>
          or([
            eb('enrolment.person_id', '!=', ref('attendance.person_id')),
            eb('enrolment.section_id', '!=', ref('meeting.section_id')),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `attendance ${id}`));
    },
  },
];
