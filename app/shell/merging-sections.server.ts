import { mostMadeUp } from '#app/features/attendance/make-up.rules.ts';
import { moveAttendance } from '#app/features/attendance/moving.server.ts';
import { categoryRule } from '#app/features/credits/activities.rules.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { moveAppraisal } from '#app/features/evaluation/appraisals.server.ts';
import { moveAttempts } from '#app/features/exercises/moving-attempts.server.ts';
import { moveGoal } from '#app/features/formation/goals.server.ts';
import { moveSectionRecordings } from '#app/features/recordings/moving-recordings.server.ts';
import { type WorkInTheWay, workInTheWay } from '#app/features/selection/merge-plan.rules.ts';
import { mergePreview } from '#app/features/selection/merge-plan.server.ts';
import {
  type Carrying,
  type MergedPlan,
  type MergeOutcome,
  type Merging,
  mergeSection,
} from '#app/features/selection/merging.server.ts';
import { moveWork } from '#app/features/tasks/moving-work.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { holdLeases, moveViewings } from '#app/features/viewing/moving-viewings.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { doneInSection } from './done-in-section.server.ts';

/**
 * Merges a section into another (selection/merging) with everything that people have done there: what they have watched, attempts,
 * work on tasks, marks and make-ups go with them. Refused where something would be lost: what those have done who cannot be moved, a
 * meeting attended that the other section does not have, more made up than may be made up there.
 */
export function mergeSections(db: Db, merging: Merging): Promise<MergeOutcome> {
  return mergeSection(db, merging, { hold: holdLeases, against: againstMerging, carry: carryWork });
}

/** What merging would do with everybody, and what stands in the way of it; null when they are not two open sections of a course and term. */
export async function mergeOutlook(db: Db, merge: { sectionId: string; intoId: string; now: Date }) {
  const preview = await mergePreview(db, merge);
  return preview && { ...preview, inTheWay: await againstMerging(db, { ...merge, people: preview.people }) };
}

async function againstMerging(db: Db, plan: MergedPlan): Promise<WorkInTheWay | null> {
  const { people, intoId, now } = plan;
  const done = await doneInSection(db, plan);
  const anyMadeUp = done.some(({ makeUps }) => makeUps > 0);
  return workInTheWay({
    done,
    people,
    mostMadeUp: anyMadeUp ? await mostMadeUpIn(db, { sectionId: intoId, now }) : 0,
  });
}

/** How many of a section's meetings somebody may make up who comes into it now. */
async function mostMadeUpIn(db: Db, { sectionId, now }: { sectionId: string; now: Date }): Promise<number> {
  const inForce = await rulesIfAny(db, dayOf(now));
  const face = inForce && categoryRule(inForce.rules, 'A');
  if (!face?.makeUpPercent) return 0;
  const meetings = await meetingsOf(db, [sectionId]);
  const held = meetings.filter(({ cancelledBecause }) => cancelledBecause === null);
  return mostMadeUp(held.length, face.makeUpMaxMeetingsPercent);
}

async function carryWork(trx: Trx, { actor, sectionId, intoId, moved, now }: Carrying): Promise<void> {
  await moveSectionRecordings(trx, { actor, sectionId, intoId, now });
  for (const { personId, fromId, toId } of moved) {
    await moveViewings(trx, { personId, fromId, toId, now });
    await moveAttempts(trx, { personId, fromId, toId, intoId, now });
    await moveWork(trx, { fromId, toId, intoId, now });
    await moveAppraisal(trx, { fromId, toId, intoId });
    await moveGoal(trx, { personId, sectionId, intoId });
  }
  await moveAttendance(trx, { actor, moved, sectionId, intoId, now });
}
