import type { Posting } from '#app/features/credits/ledger.server.ts';
import { type Learner, now } from '#tests/support/world.ts';

/** An award of a recorded course to a learner, with whatever a test wants otherwise. */
export function aPosting({
  learner,
  ...more
}: Partial<Posting> & Pick<Posting, 'ruleVersionId'> & { learner: Learner }): Posting {
  return {
    personId: learner.personId,
    source: { type: 'completion', id: 'c1' },
    line: 'recorded',
    category: 'B',
    amount: 150,
    elective: false,
    school: 'governance',
    title: '四方五步协商议事',
    computation: { ruleLine: 'B.required', words: '1.5 学时' },
    evidence: { courseCode: 'ZL05' },
    occurredOn: '2026-11-22',
    actor: null,
    now,
    ...more,
  };
}
