import { additionForm } from '#app/features/adjustments/adjustment.schema.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { weighAddition } from '#app/features/adjustments/weighing.server.ts';
import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { keepersOfImports } from './keepers.ts';
import type { Applied, Applying, ImportKind, Judged, Judging, Line, RowState } from './kinds.ts';
import { learnersNamed } from './named-learner.server.ts';
import type { KnownPerson } from './people-lookup.server.ts';
import { keyOf } from './row-keys.server.ts';
import { trainingShape } from './training-shape.rules.ts';
import { whatIsThere } from './training-there.server.ts';
import { clean, dayIn, numberIn, spanIn } from './values.rules.ts';

const ROWS_AT_ONCE = 100;

interface TrainingDeed {
  personId: string;
  fields: Record<string, string>;
  /** What a page would have shown of the sum, so that another one is not taken unseen. */
  shown: string;
}

/**
 * Training elsewhere, each row a proposal that another person decides about, as when it is proposed on the page: no one's credits change by an import.
 * Source: domain model §6.8 H (by certificate: declared, then reviewed).
 */
export const trainingKind: ImportKind = {
  shape: trainingShape,
  roles: keepersOfImports,
  atOnce: ROWS_AT_ONCE,
  judge: judgeTraining,
  apply: applyTraining,
};

async function judgeTraining(db: Db, lines: readonly Line[], judging: Judging): Promise<Judged[]> {
  const directory = await judging.units();
  const reach = reachBy(judging.actor, keepersOfImports, judging.now);
  const people = await learnersNamed(db, lines, { directory, reach });
  const ids = people.flatMap((person) => (typeof person === 'string' ? [] : person.id));
  const communities = await communitiesOf(db, ids, dayOf(judging.now));
  const rows = lines.map((line, index) => {
    const person = people[index] ?? '没有写姓名。';
    const thing =
      typeof person === 'string'
        ? null
        : keyOf(person.id, clean(line.cell('title')), dayIn(line.cell('day')) ?? '');
    return { line, person, thing };
  });
  await judging.earlier.about(rows.flatMap(({ thing }) => thing ?? []));
  const judged: Judged[] = [];
  for (const { line, person, thing } of rows) {
    const verdict = await verdictOn(db, { line, person, thing, judging });
    const community = typeof person === 'string' ? null : communities.get(person.id);
    const label = community?.name ?? '不属于哪个社区的';
    const keys = thing && verdict.state !== 'refused' ? { thing, whole: thing, facts: factsOf(line) } : null;
    if (keys) judging.earlier.note(line.number, keys);
    judged.push({
      number: line.number,
      ...verdict,
      group: { key: community?.id ?? `t:${keyOf(label)}`, label },
      keys,
    });
  }
  return judged;
}

const factsOf = (line: Line) => ({ 学时: String(numberIn(line.cell('hours')) ?? '') });

type Verdict = { state: RowState; words: string; deed: TrainingDeed | null };
const refused = (words: string): Verdict => ({ state: 'refused', words, deed: null });

interface Asked {
  line: Line;
  person: KnownPerson | string;
  thing: string | null;
  judging: Judging;
}

async function verdictOn(db: Db, { line, person, thing, judging }: Asked): Promise<Verdict> {
  if (typeof person === 'string' || thing === null)
    return refused(typeof person === 'string' ? person : '没有写姓名。');
  if (person.id === judging.actor.personId)
    return refused('这是你自己的培训。自己的学分要自己申报、由别人审核，不能从这里提。');
  const fields = fieldsOf(line);
  if (typeof fields === 'string') return refused(fields);
  const keys = { thing, whole: thing, facts: factsOf(line) };
  const against = judging.earlier.against(keys);
  if (against)
    return refused(
      `和第 ${against.row} 行是同一件事，可是${against.name}写得不一样（那一行是 ${against.said}）。`,
    );
  const again = judging.earlier.again(keys);
  if (again) return { state: 'same', words: `和第 ${again.number} 行写的是同一件事，只提一次。`, deed: null };
  const form = additionForm.safeParse(fields);
  if (!form.success) return refused(form.error.issues[0]?.message ?? '没有写完整。');
  const { title, occurredOn } = form.data;
  const there = await whatIsThere(db, { personId: person.id, title, occurredOn });
  if (there) return { state: 'same', words: there, deed: null };
  const weighed = await weighAddition(db, { personId: person.id, form: form.data, now: judging.now });
  if (!weighed.ok) return refused(weighed.message);
  const words = `会提出给${person.name}（${person.username}）补记“${title}”，${formatDate(occurredOn)}，${formatHundredths(weighed.amount)} 学分，等另一位核对。`;
  return { state: 'new', words, deed: { personId: person.id, fields, shown: String(weighed.amount) } };
}

/** The fields of the form by which one such thing is proposed, or what is wrong. */
function fieldsOf(line: Line): Record<string, string> | string {
  const [title, organiser, certificate] = ['title', 'organiser', 'certificate'].map((key) =>
    line.cell(key).trim(),
  );
  const day = dayIn(line.cell('day'));
  const hours = numberIn(line.cell('hours'));
  if (!title) return '没有写培训名称。';
  if (spanIn(line.cell('day')))
    return `结业日期“${clean(line.cell('day')).slice(0, 30)}”是一段时间，请只写结业的那一天，例如 2026-5-20。`;
  if (!day || /月$|^\d{4}[-/.年]\d{1,2}$|^\d{6}$/u.test(clean(line.cell('day'))))
    return `结业日期“${clean(line.cell('day')).slice(0, 20)}”要写到哪一天，例如 2026-5-20。`;
  if (hours === null || hours <= 0)
    return `学时“${clean(line.cell('hours')).slice(0, 20)}”要写数字，例如 4 或 1.5。`;
  if (!organiser) return '没有写主办单位。';
  const evidence = `${organiser}${certificate ? `，证书号 ${certificate}` : '，按名单登记，没有证书号'}`;
  return {
    ...{ kind: 'missed', category: 'H', elective: 'elective', school: '', units: String(hours) },
    ...{ title: title.slice(0, 160), occurredOn: day, evidence: evidence.slice(0, 1_000) },
    reason: '外单位培训，教务按名单导入',
  };
}

async function applyTraining(trx: Trx, { deed }: Judged, { actor, now }: Applying): Promise<Applied> {
  if (!deed) return { ok: true };
  const { personId, fields, shown } = deed as TrainingDeed;
  const form = additionForm.parse(fields);
  const done = await proposeAddition(trx, { actor, personId, form, shown, now });
  if (done.ok) return { ok: true };
  return {
    ok: false,
    words: 'message' in done ? done.message : '规则或者这个人的学分刚刚变过，请重新看一遍。',
  };
}
