import { contactNames, masked, readPhone } from '#app/features/contacts/contact.rules.ts';
import { addressOf, contactsOf, openContact, setContact } from '#app/features/contacts/contacts.server.ts';
import { send } from '#app/features/messages/sending.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { FieldProblem } from '#app/features/sign-in/sign-in.schema.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { helpForm } from './account-forms.schema.ts';
import { spokenCode } from './codes.rules.ts';
import { giveFirstCode } from './first-codes.server.ts';
import { type Helped, mayNotWords } from './help-with-password.server.ts';
import type { CodeEnv } from './reset-codes.server.ts';

export interface HelpDeed {
  env: CodeEnv;
  actor: Actor;
  person: Helped;
  fields: Record<string, string>;
  now: Date;
}

export type HelpDone =
  | { ok: true; given: { code: string; until: string; username: string } }
  | { ok: true; phone: string }
  | { ok: true; saved: true }
  | { ok: false; status: number; problem: FieldProblem };

const refused = (status: number, message: string, field?: string): HelpDone => ({
  ok: false,
  status,
  problem: field ? { field, message } : { message },
});

/** Does what a helper's form asks for: a code, the number to call back, or another number. Only for whom the helper may help. */
export async function helpWith(db: Db, deed: HelpDeed): Promise<HelpDone> {
  const { env, actor, person, fields, now } = deed;
  if (person.may !== 'yes') return refused(409, mayNotWords[person.may]);
  if (fields.what === 'open') {
    const opening = { env, actor, personId: person.id, kind: 'phone', why: '电话回拨', now } as const;
    const phone = await openContact(db, opening);
    return phone ? { ok: true, phone } : refused(409, '没有登记手机号，或者密钥不在这台服务器上。');
  }
  if (fields.what === 'phone') return writePhone(db, deed);
  const parsed = helpForm.safeParse(fields);
  if (!parsed.success) return refused(400, '请选你是怎样认定本人的。', 'identified');
  const outcome = await giveFirstCode(db, {
    ...{ env, actor, personId: person.id, identified: parsed.data.identified, now },
  });
  if (!outcome.ok)
    return refused(409, outcome.reason === 'unreached' ? mayNotWords.busy : mayNotWords[outcome.reason]);
  const until = formatMoment(outcome.expiresAt);
  return { ok: true, given: { code: spokenCode(outcome.code), until, username: person.username } };
}

/** A number that somebody told the helper: not confirmed, and the person and the number before are told. */
async function writePhone(db: Db, { env, actor, person, fields, now }: HelpDeed): Promise<HelpDone> {
  const reading = readPhone(fields.phone ?? '');
  if (!reading.ok) return refused(400, reading.problem, 'phone');
  const { value } = reading;
  return inTransaction(db, async (trx): Promise<HelpDone> => {
    const old = await addressOf(trx, { env, personId: person.id, kind: 'phone' });
    const set = await setContact(trx, {
      ...{ env, actor, personId: person.id, kind: 'phone', value },
      ...{ source: 'staff', confirmed: false, now },
    });
    if (!set.ok) return refused(409, '这个号码已经登记在另一个人名下，请核对。', 'phone');
    if (!set.changed) return { ok: true, saved: true };
    await tell(trx, {
      ...{ personId: person.id, kind: 'account', title: `${contactNames.phone}登记好了`, now },
      ...{ link: '/me/settings/contacts', mentions: [actor] },
      body: `${actor.name}把你的手机号登记为 ${masked('phone', value)}。不对的话，可以在“我的设置”里改。`,
    });
    if (old && old.value !== value)
      await send(trx, {
        env,
        to: { way: 'sms', address: old.value, masked: masked('phone', old.value), personId: person.id },
        kind: 'note',
        subject: '',
        words: `【社区学院】你账号上的手机号刚刚换成了 ${masked('phone', value)}。不是你请人换的，请马上告诉学院教务。`,
        now,
      });
    return { ok: true, saved: true };
  });
}

/** The number as a helper sees it: masked, or null where there is none. */
export async function maskedPhone(db: Db, env: CodeEnv, personId: string): Promise<string | null> {
  const held = await contactsOf(db, env, personId);
  return held.find(({ kind }) => kind === 'phone')?.masked ?? null;
}
