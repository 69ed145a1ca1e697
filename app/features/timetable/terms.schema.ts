import { z } from 'zod';
import { day, whole } from '#app/lib/form-fields.ts';
import { clockOf, dayOf, instantAt } from '#app/lib/time.ts';
import { type School, schools } from '#app/lib/vocabulary.ts';
import type { TermPlan, WindowSpan } from './term-shape.ts';
import { windowKinds, windowNames } from './term-window.ts';
import { termProblems, windowFields } from './terms.rules.ts';

const moment = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:\d{2})?)?$/, {
    error: '写成 2026-11-22 09:00 这样的日期和时间。',
  })
  .refine((text) => text === '' || z.iso.date().safeParse(text.slice(0, 10)).success, {
    error: '没有这一天。',
  })
  .default('');
const schoolLimit = z.union([z.literal('').transform(() => null), whole('门数', 1, 20)]).default(null);

/** The name of the field of a school's limit. */
export const limitField = (school: School): string => `limit-${school}`;

const fields = {
  name: z.string().trim().min(2, { error: '请写学期的名字。' }).max(64, { error: '名字最多 64 字。' }),
  startsOn: day('开学日期'),
  endsOn: day('结束日期'),
  preselectFrom: moment,
  preselectTo: moment,
  selectionFrom: moment,
  selectionTo: moment,
  'add-dropFrom': moment,
  'add-dropTo': moment,
  evaluationFrom: moment,
  evaluationTo: moment,
  limit: whole('一学期最多选几门', 1, 20),
  'limit-party': schoolLimit,
  'limit-governance': schoolLimit,
  'limit-senior': schoolLimit,
  'limit-citizen': schoolLimit,
  offerHours: whole('留几小时', 1, 240),
};

const changed = z.object(fields);
type Fields = z.output<typeof changed>;
/** What the fields together describe. Only asked once each of them can be read. */
function checked(form: Fields, context: z.RefinementCtx): Omit<TermPlan, 'code'> {
  const plan = planned(form);
  const problems = [...halves(form), ...limits(form)];
  for (const { field, message } of problems.length > 0 ? problems : termProblems(plan))
    context.addIssue({ code: 'custom', path: [field], message });
  return plan;
}

/** A window with one end only. */
function halves(form: Fields) {
  return windowKinds.flatMap((kind) => {
    const { from, to } = windowFields(kind);
    const [opens, closes] = [momentIn(form, from), momentIn(form, to)];
    if ((opens === '') === (closes === '')) return [];
    const [field, part] = opens === '' ? [from, '开始'] : [to, '结束'];
    return [{ field, message: `${windowNames[kind]}还差${part}的时间；这学期没有，就两个都空着。` }];
  });
}

function limits(form: Fields) {
  return schools.flatMap((school) => {
    const most = limitIn(form, school);
    return most !== null && most > form.limit
      ? [{ field: limitField(school), message: `不能比四校合起来的 ${form.limit} 门还多。` }]
      : [];
  });
}

const momentIn = (form: Fields, field: string): string => String(form[field as 'selectionFrom']);
const limitIn = (form: Fields, school: School): number | null => form[`limit-${school}`];

function planned(form: Fields): Omit<TermPlan, 'code'> {
  const windows = windowKinds.flatMap((kind): WindowSpan[] => {
    const { from, to } = windowFields(kind);
    const [opensAt, closesAt] = [momentIn(form, from), momentIn(form, to)];
    return opensAt && closesAt ? [{ kind, opensAt: instantOf(opensAt), closesAt: instantOf(closesAt) }] : [];
  });
  const bySchool = schools.flatMap((school) => {
    const most = limitIn(form, school);
    return most === null ? [] : [[school, most]];
  });
  const { name, startsOn, endsOn, offerHours } = form;
  return {
    name,
    startsOn,
    endsOn,
    windows,
    limits: { all: form.limit, bySchool: Object.fromEntries(bySchool) },
    offerHours,
  };
}

const instantOf = (local: string) => instantAt(local.slice(0, 10), local.slice(11, 16)).toISOString();

/** A term as it is written into the form. */
export function termFields({ windows, limits, ...term }: Omit<TermPlan, 'code'>): Record<string, string> {
  const local = (instant?: string) => (instant ? `${dayOf(instant)}T${clockOf(instant)}` : '');
  const ends = windowKinds.flatMap((kind) => {
    const window = windows.find((one) => one.kind === kind);
    const { from, to } = windowFields(kind);
    return [
      [from, local(window?.opensAt)],
      [to, local(window?.closesAt)],
    ];
  });
  return {
    name: term.name,
    startsOn: term.startsOn,
    endsOn: term.endsOn,
    limit: String(limits.all),
    ...Object.fromEntries(
      schools.map((school) => [limitField(school), String(limits.bySchool[school] ?? '')]),
    ),
    offerHours: String(term.offerHours),
    ...Object.fromEntries(ends),
  };
}

/** The registrar's form for changing a term. Times are clock times of the academy; messages are shown to the person. */
export const termForm = changed.transform(checked);

/** The form for a new term: its code, and whether the statutory holidays are entered as breaks, besides. */
export const newTermForm = z
  .object({
    ...fields,
    code: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{1,31}$/, { error: '编号用小写字母、数字和短横，比如 2027-spring。' }),
    holidays: z.literal('yes').optional(),
  })
  .transform(({ code, holidays, ...form }, context) => ({
    plan: { code, ...checked(form, context) },
    holidays: holidays === 'yes',
  }));

/** Days on which the term has no classes. */
export const breakForm = z
  .object({
    name: z.string().trim().min(2, { error: '请写为什么停课。' }).max(64, { error: '最多 64 字。' }),
    fromDay: day('从哪一天'),
    toDay: day('到哪一天'),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], error: '最后一天不能在第一天以前。' });
