/** A fresh academy under the published rule set of another place, by the command that publishes; and what its people do in it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentFolder } from '#app/cli/content-folder.ts';
import { publishContent } from '#app/cli/policies/publish-policies.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { type Met, meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import type { DeclarationForm } from '#app/features/declarations/declaration.schema.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { addDays } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Place } from '#tests/credits/policy-files.ts';
import { aCourse, aSection, ask } from '#tests/support/classes.ts';
import {
  after,
  aLearner,
  type Learner,
  now,
  holding as withPosition,
  withRole,
} from '#tests/support/world.ts';
import { decided, declared, holding, stateOf, training } from './declaring.ts';

export async function academyUnder(db: Db, place: Place, position: Position = 'street-staff') {
  const folder = join(mkdtempSync(join(tmpdir(), 'place-')), 'policies');
  cpSync(join(contentFolder(), 'policies', 'examples', place), folder, { recursive: true });
  await publishContent(db, now, folder);
  rmSync(join(folder, '..'), { recursive: true });
  const reviewer = await holding(db, 'credit-reviewer', '顾明远');
  const proposer = withRole(await aLearner(db, '时桂兰'), 'registrar');
  const confirmer = withRole(await aLearner(db, '向明理'), 'registrar');
  const person = async (held: Position, name: string): Promise<Learner> => {
    const learner = await aLearner(db, name);
    await withPosition(db, learner.personId, held);
    return learner;
  };
  const learner = await person(position, '文知远');
  /** Declares, is granted, and stays public for its days; posted by whoever ends publicity. */
  const grants = async (key: string, form: Partial<DeclarationForm>, { who = learner, at = now } = {}) => {
    const said = { ...training, certificate: '', units: null, ...form };
    const declarationId = await declared(db, who, { key, form: said, at });
    const outcome = await decided(db, reviewer, { declarationId, means: 'grant', at });
    if (!outcome.ok) throw new Error(outcome.reason);
    if ((await stateOf(db, declarationId)) !== 'publicity') throw new Error('not made public');
    return declarationId;
  };
  return {
    ...{ learner, person, reviewer, grants },
    /** So many days later the worker ends what was public. */
    endPublicity: (at = after({ days: 12 })) => postAfterPublicity(db, { limit: 100, now: at }),
    adds: (category: string, said: Added) => adds(db, { learner, proposer, confirmer }, category, said),
    finishes: (hours: number, required = true) => finishes(db, learner, hours, required),
    standing: async (year = 2026, { personId } = learner) => {
      const today = `${year}-12-31`;
      const [found] = (await yearStanding(db, personId, { year, today })).standings;
      if (!found) throw new Error('no scheme');
      return found;
    },
  };
}

interface Added {
  title: string;
  units: number;
  on: string;
  elective?: boolean;
}

type Desk = Record<'learner' | 'proposer' | 'confirmer', Learner>;

/** Something is added by two people of the staff, reckoned by the rules of its day. */
async function adds(
  db: Db,
  { learner, proposer, confirmer }: Desk,
  category: string,
  said: Added,
): Promise<void> {
  const { title, units, on: occurredOn, elective = false } = said;
  const at = new Date(`${addDays(occurredOn, 1)}T05:00:00.000Z`);
  const outcome = await proposeAddition(db, {
    ...{ actor: proposer.actor, personId: learner.personId, now: at > now ? at : now },
    form: {
      ...{ kind: 'missed', category, title, units, occurredOn, amount: null, level: '', again: false },
      ...{ elective: elective ? 'elective' : 'required', school: 'party', sameAs: '' },
      ...{ reason: '签到表上有，系统里漏了。', evidence: '签到表第 2 页第 7 行' },
    },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  const { adjustmentId } = outcome;
  const done = await confirmAdjustment(db, {
    actor: confirmer.actor,
    adjustmentId,
    words: '对过了',
    now: at,
  });
  if (!done.ok) throw new Error(done.reason);
}

/** A class of so many recorded hours (hundredths) is chosen and finished: what it pays was pinned by the rules in force. */
async function finishes(
  db: Db,
  learner: Learner,
  hoursRecordedHundredths: number,
  required: boolean,
): Promise<void> {
  const course = await aCourse(db, { required });
  const { sectionId } = await aSection(db, {
    ...{ course, hoursFaceHundredths: 0, hoursRecordedHundredths, asks: [ask('watch', 'watch')] },
  });
  const seat = await enrol(db, { ...learner, sectionId, waitlist: false, now });
  if (seat.outcome !== 'enrolled') throw new Error(seat.outcome);
  const met: Met = {
    ...{
      enrolmentId: seat.enrolmentId,
      kind: 'watch',
      subjectId: 'watch',
      evidence: {},
      now: after({ hours: 1 }),
    },
  };
  if (!(await meetRequirement(db, met)).completed) throw new Error('not finished');
}
