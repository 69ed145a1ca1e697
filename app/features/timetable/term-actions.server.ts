import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { addBreak, removeBreak } from './term-breaks.server.ts';
import { changeTerm, type HoldOf, type TermChanged } from './term-changes.server.ts';
import { faultProblem } from './term-words.rules.ts';
import { breakForm, termForm } from './terms.schema.ts';

export const termMeans = ['term', 'break', 'break-end'] as const;
export type TermMeans = (typeof termMeans)[number];

interface Deed {
  termId: string;
  fields: Record<string, string>;
  preselectHold: HoldOf;
  actor: Actor;
  now: Date;
}

type Errors = FormAnswer['errors'];
type Outcome = { ok: true } | { ok: false; status: 400 | 409; errors: Errors };

/** Does what a form of the page of a term asks for. */
export async function actOnTerm(db: Db, means: TermMeans, deed: Deed): Promise<Outcome> {
  if (means === 'term') return change(db, deed);
  return means === 'break' ? enterBreak(db, deed) : endBreak(db, deed);
}

async function change(db: Db, { fields, ...deed }: Deed): Promise<Outcome> {
  const form = termForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const changed = await changeTerm(db, { ...deed, plan: form.data });
  return changed.ok ? changed : { ok: false, status: 409, errors: problemsOf(changed) };
}

function problemsOf(changed: Exclude<TermChanged, { ok: true }>): Errors {
  if (changed.reason === 'misfit') return changed.problems;
  if (changed.reason === 'windows') return changed.faults.map(faultProblem);
  if (changed.reason === 'not-found') return [{ message: '没有找到这个学期。' }];
  const { title, count } = changed;
  const which = count > 1 ? `《${title}》等 ${count} 个班` : `《${title}》`;
  return [{ field: 'startsOn', message: `${which}会落到学期外面。先改这些班的日期，再改学期的起止。` }];
}

async function enterBreak(db: Db, { fields, termId, actor, now }: Deed): Promise<Outcome> {
  const form = breakForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const added = await addBreak(db, { termId, wanted: form.data, actor, now });
  if (added.ok) return { ok: true };
  const message = added.reason === 'outside' ? '这几天不在这个学期里。' : '没有找到这个学期。';
  return { ok: false, status: 409, errors: [{ field: 'fromDay', message }] };
}

async function endBreak(db: Db, { fields, termId, actor, now }: Deed): Promise<Outcome> {
  const removed = await removeBreak(db, { termId, breakId: fields.break ?? '', actor, now });
  if (removed.ok) return { ok: true };
  return { ok: false, status: 409, errors: [{ message: '这个停课已经去掉了。' }] };
}
