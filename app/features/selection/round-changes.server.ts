import { communityChoices } from '#app/features/organisation/community-choices.server.ts';
import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { addQuota, dropQuota, publishRound } from '#app/features/rounds/preparing.server.ts';
import type { Quota } from '#app/features/rounds/quotas.rules.ts';
import { roundById } from '#app/features/rounds/reading.server.ts';
import type { RoundChange } from '#app/features/rounds/round-desk.schema.ts';
import { changeRules } from '#app/features/rounds/rounds.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { admitRound } from './admission.server.ts';
import { freezeRound } from './closing-applications.server.ts';
import { dropRound, putInRound, takeOutOfRound } from './round-desk.server.ts';

interface Changing<Change> {
  actor: Actor;
  roundId: string;
  change: Change;
  now: Date;
}

export interface ChangeRefusal {
  field: string;
  message: string;
}

type Of<Means> = Extract<RoundChange, { means: Means }>;
type Refused = ChangeRefusal | 'not-found' | null;

const published: ChangeRefusal = {
  field: '',
  message: '这次预选已经公布，不能再取消，班级、规则和预留名额也不能再改。',
};

/** Does what the registrar asks of a round. Null when done, else why not, in words for its page. */
export async function changeRound(db: Db, changing: Changing<RoundChange>): Promise<Refused> {
  const { actor, roundId, change, now } = changing;
  const base = { actor, roundId, now };
  if (!(await roundById(db, roundId))) return 'not-found';
  switch (change.means) {
    case 'rules':
      return (await changeRules(db, { ...base, rules: change })) ? null : published;
    case 'add-sections':
      return addSections(db, { ...changing, change });
    case 'drop-section':
      return (await takeOutOfRound(db, { ...base, sectionId: change.section })) ? null : published;
    case 'add-quota':
      return reserve(db, { ...changing, change });
    case 'drop-quota':
      return (await dropQuota(db, { ...base, quotaId: change.quota })) ? null : published;
    case 'drop-round':
      return (await dropRound(db, base)) ? null : published;
    default:
      return moveOn(db, { ...changing, change });
  }
}

async function addSections(
  db: Db,
  { actor, roundId, change, now }: Changing<Of<'add-sections'>>,
): Promise<Refused> {
  const words = {
    taken: '有的班已经有人选上或者在候补，不能改成摇号。其他的班已经加上。',
    elsewhere: '有的班不在这个学期、已经停开，或者已经加过。其他的班已经加上。',
    published: published.message,
  };
  let refused: ChangeRefusal | null = null;
  for (const sectionId of change.section) {
    const put = await putInRound(db, { actor, roundId, sectionId, seats: null, now });
    if (!put.ok) refused = { field: 'section', message: words[put.reason] };
  }
  return refused;
}

async function reserve(db: Db, { actor, roundId, change, now }: Changing<Of<'add-quota'>>): Promise<Refused> {
  const group = await groupOf(db, change, now);
  if (!group) return { field: 'group', message: '没有找到这个社区，请重新选。' };
  const quota = { ...group, sectionId: change.quotaSection || null, share: change.share };
  const set = await addQuota(db, { actor, roundId, quota, now });
  if (set.ok) return null;
  const refusals: Record<typeof set.reason, ChangeRefusal> = {
    published,
    share: { field: 'share', message: '一个班里预留的加起来超过了 100%。请改小一些。' },
    twice: { field: 'group', message: '这一条已经有了。要改比例，先取消再加。' },
    section: { field: 'quotaSection', message: '这个班不在这次预选里。' },
  };
  return refusals[set.reason];
}

async function groupOf(
  db: Db,
  { group, age }: Of<'add-quota'>,
  now: Date,
): Promise<Pick<Quota, 'kind' | 'value' | 'label'> | null> {
  if (group === 'age') return { kind: 'age-from', value: String(age), label: `${age} 岁以上` };
  const community = (await communityChoices(db, dayOf(now))).find(({ value }) => value === group);
  return community ? { kind: 'community', value: community.value, label: community.label } : null;
}

type Move = Of<'publish' | 'freeze' | 'draw' | 'admit'>;

/** A step of the round. One that somebody else, or the worker, took in the same moment counts as done. */
async function moveOn(db: Db, { actor, roundId, change, now }: Changing<Move>): Promise<Refused> {
  const base = { actor, roundId, now };
  const outcome = await moves[change.means](db, base);
  if (outcome === 'done' || outcome === 'already') return null;
  if (outcome === 'not-found') return 'not-found';
  return { field: '', message: refusalsToMove[outcome] };
}

const refusalsToMove = {
  late: '预选报名时间已经过了或者没有定，不能再公布。先在学期里改报名时间；不办了，就取消这次预选，班改回先到先得。',
  sections: '先选参加预选的班，再公布。',
  'not-yet': '报名还没有截止，现在不能冻结。',
  'not-frozen': '先冻结报名，再摇号。',
  'not-drawn': '先摇号，再录取。',
} as const;

type MoveOutcome = 'done' | 'already' | 'not-found' | keyof typeof refusalsToMove;
type Moving = Omit<Changing<Move>, 'change'>;

const moves: Record<Move['means'], (db: Db, base: Moving) => Promise<MoveOutcome>> = {
  async publish(db, base) {
    const outcome = await publishRound(db, base);
    return outcome.ok ? 'done' : outcome.reason;
  },
  async freeze(db, base) {
    const outcome = await freezeRound(db, base);
    return outcome.ok ? 'done' : outcome.reason;
  },
  async draw(db, base) {
    const outcome = await drawRound(db, base);
    return outcome.ok ? 'done' : outcome.reason;
  },
  async admit(db, { actor, roundId, now }) {
    const round = await roundById(db, roundId);
    if (!round) return 'not-found';
    if (!round.steps.some(({ kind }) => kind === 'drawn')) return 'not-drawn';
    await admitRound(db, { actor, round, now });
    return 'done';
  },
};
