import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import { roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { appoint, endAppointment } from './appointments.server.ts';
import { grantRole, revokeRole } from './grants.server.ts';
import type { PersonForm } from './person.schema.ts';
import { transferPost } from './transfers.server.ts';

export type PersonFormOutcome = { ok: true; done: PersonForm['what'] } | { ok: false; message: string };

const appointWords = {
  'unknown-person': '没有找到这个人。',
  'unknown-unit': '没有找到这个组织，请重新查找。',
  'unit-over': '这个组织在那段时间里不都在：请看它从哪天起、到哪天止，把日期填在那中间。',
  'out-of-scope': '这个组织不在你的管理范围内，请联系管那里的教务。',
  dates: '最后一天比第一天还早，请改正日期。',
  already: '这个岗位在这段时间里已经登记过了。',
} as const;

const transferWords = {
  ...appointWords,
  'not-theirs': '没有改动：这个岗位那天以前已经结束、还没有开始，或者不在你的管理范围内。',
  'same-place': '调去的就是现在的地方，请换一个组织。',
} as const;

const grantWords = {
  self: '不能给自己授权，请另一位管理员来办。',
  'unknown-person': '没有找到这个人。',
  'unknown-unit': '没有找到这个组织，请重新查找。',
  'unit-over': '这个组织在那段时间里不都在：请看它到哪天止，把最后一天填在那以前。',
  'not-yours-to-grant': '这项授权或这个范围超出了你能给的，请联系安全管理员。',
  'whole-only': '系统管理员和审计员管的是整个学院，范围请选“全院”。',
  dates: '最后一天比今天还早，请改正日期。',
  already: '这个人已经有这项授权了。',
} as const;

/** Does what a form on one person's page asks for; refusals come back in words. */
export async function actOnPerson(
  db: Db,
  { actor, personId, form, now }: { actor: Actor; personId: string; form: PersonForm; now: Date },
): Promise<PersonFormOutcome> {
  const done = { ok: true, done: form.what } as const;
  if (form.what === 'appointment') {
    const outcome = await appoint(db, { actor, personId, ...form, now });
    return outcome.ok ? done : { ok: false, message: appointWords[outcome.reason] };
  }
  if (form.what === 'appointment-end') {
    const ended = await endAppointment(db, { actor, personId, ...form, now });
    return ended ? done : { ok: false, message: '没有改动：这个岗位已经结束，或者不在你的管理范围内。' };
  }
  if (form.what === 'transfer') {
    const outcome = await transferPost(db, { actor, personId, ...form, now });
    return outcome.ok ? done : { ok: false, message: transferWords[outcome.reason] };
  }
  if (form.what === 'grant-end') {
    const revoked = await revokeRole(db, { actor, personId, grantId: form.grantId, now });
    return revoked ? done : { ok: false, message: '没有改动：这项授权不是你能收回的。' };
  }
  const orgUnitId = form.reach === 'everywhere' ? null : form.reach;
  const { role, validTo } = form;
  const outcome = await grantRole(db, {
    actor,
    personId,
    role,
    orgUnitId,
    validFrom: dayOf(now),
    validTo,
    now,
  });
  if (outcome.ok) return done;
  if (outcome.reason !== 'separation') return { ok: false, message: grantWords[outcome.reason] };
  const [held, wanted] = [roleNames[outcome.clashesWith], roleNames[role]];
  return {
    ok: false,
    message: `这个人已经是${held}，不能同时是${wanted}：系统、安全、审计三种管理要由不同的人担任。`,
  };
}
