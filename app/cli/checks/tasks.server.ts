import { sql } from 'kysely';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { taskPay } from '#app/features/credits/task-credits.rules.ts';
import { tasksPaidTwice } from '#app/features/tasks/paid-twice.server.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Work on tasks: versions are rows, each judged once and by somebody else, and a pass met what was pinned. */
export const taskChecks: readonly Check[] = [
  {
    name: 'work is a draft, handed in, or judged with a review that says the same',
    run: async (db) => {
      const rows = await db
        .selectFrom('submission')
        .leftJoin('submission_review', 'submission_review.submission_id', 'submission.id')
        .select('submission.id')
        .where(
          sql<boolean>`case submission.state
            when 'draft' then submitted_at is not null or submission.open is null or outcome is not null
            when 'handed-in' then submitted_at is null or submission.open is null or outcome is not null
            else submitted_at is null or submission.open is not null or outcome is null
              or outcome <> submission.state end`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `submission ${id}`));
    },
  },
  {
    name: 'nobody has judged their own work',
    run: async (db) => {
      const rows = await db
        .selectFrom('submission_review')
        .innerJoin('submission', 'submission.id', 'submission_review.submission_id')
        .select('submission.id')
        .whereRef('submission_review.by_person_id', '=', 'submission.person_id')
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `submission ${id}`));
    },
  },
  {
    name: 'credits for a task belong to one that was passed',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry')
        .leftJoin('submission', (join) =>
          join
            .onRef('submission.task_id', '=', 'credit_entry.source_id')
            .onRef('submission.person_id', '=', 'credit_entry.person_id')
            .on('submission.state', '=', 'passed'),
        )
        .select('credit_entry.id')
        .where('credit_entry.source_type', '=', 'task')
        .where('submission.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'a passed task that pays has paid, unless completing a section asks it',
    run: async (db) => {
      const rows = await db
        .selectFrom('submission')
        .innerJoin('task', 'task.id', 'submission.task_id')
        .leftJoin('credit_entry', (join) =>
          join
            .onRef('credit_entry.person_id', '=', 'submission.person_id')
            .onRef('credit_entry.source_id', '=', 'task.id')
            .on('credit_entry.source_type', '=', 'task'),
        )
        .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'submission.enrolment_id')
        .innerJoin('enrolment as seat', 'seat.id', 'submission.enrolment_id')
        .where('seat.active', '=', 1)
        .select(['submission.id', 'task.credits', 'enrolment_pin.rule_version_id'])
        .where('submission.state', '=', 'passed')
        .where('task.credits', '>', 0)
        .where('credit_entry.id', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('enrolment')
                .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
                .innerJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
                .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
                .select('requirement.id')
                .where(({ or, eb }) =>
                  or([eb('enrolment.active', '=', 1), eb('completion.id', 'is not', null)]),
                )
                .whereRef('enrolment.person_id', '=', 'submission.person_id')
                .whereRef('requirement.subject_id', '=', 'task.id')
                .where('requirement.kind', '=', 'task'),
            ),
          ),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      const unpaid = [];
      for (const { id, credits, rule_version_id } of rows) {
        const rules = await rulesOfVersion(db, rule_version_id);
        if (rules && taskPay(rules, credits)) unpaid.push(`submission ${id}`);
      }
      return breachOf(unpaid);
    },
  },
  {
    name: 'a task pays by itself or in the section that asks it, never both',
    run: async (db) => {
      const twice = await tasksPaidTwice(db, MOST_OFFENDERS);
      return breachOf(twice.map(({ entryId }) => `entry ${entryId}`));
    },
  },
  {
    name: 'work that was passed has met what was pinned for it',
    run: async (db) => {
      const rows = await db
        .selectFrom('submission')
        .innerJoin('requirement', (join) =>
          join
            .onRef('requirement.enrolment_id', '=', 'submission.enrolment_id')
            .onRef('requirement.subject_id', '=', 'submission.task_id')
            .on('requirement.kind', '=', 'task'),
        )
        .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
        .select('submission.id')
        .where('submission.state', '=', 'passed')
        .where('requirement_met.requirement_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `submission ${id}`));
    },
  },
];
