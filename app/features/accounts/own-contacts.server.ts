import type { z } from 'zod';
import { contactNames, readContact } from '#app/features/contacts/contact.rules.ts';
import { removeContact } from '#app/features/contacts/contacts.server.ts';
import { confirmOneself } from '#app/features/sign-in/own-account.server.ts';
import type { FieldProblem } from '#app/features/sign-in/sign-in.schema.ts';
import { proofRefusal } from '#app/features/sign-in/waiting.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { contactForm } from './account-forms.schema.ts';
import { askForContact, confirmContact } from './contact-changes.server.ts';
import type { CodeEnv } from './reset-codes.server.ts';

type ContactForm = z.output<typeof contactForm>;

interface Deed<Form extends ContactForm> {
  env: CodeEnv;
  actor: Actor;
  personId: string;
  form: Form;
  address: string;
  /** What the browser sent. */
  cookies: string | null;
  now: Date;
}

export type ContactDone = { ok: true } | { ok: false; status: number; problem: FieldProblem };

const refused = (status: number, field: string, message: string): ContactDone => ({
  ok: false,
  status,
  problem: { field, message },
});

/** Does what a form on one's own page of contacts asks for. A new one needs the present password (or a code where there is none), and then the code that was sent there. */
export async function actOnContact(db: Db, deed: Deed<ContactForm>): Promise<ContactDone> {
  const { form, ...rest } = deed;
  if (form.what === 'ask') return ask(db, { ...rest, form });
  if (form.what === 'remove') {
    const gone = await removeContact(db, { ...rest, kind: form.kind });
    return gone ? { ok: true } : refused(409, 'value', '已经没有登记了。');
  }
  const outcome = await confirmContact(db, { ...rest, ...form });
  if (outcome.ok) return outcome;
  return outcome.reason === 'taken'
    ? refused(
        409,
        'value',
        `这个${contactNames[form.kind]}已经登记在别人的账号上，请换一个，或者联系学院教务。`,
      )
    : refused(400, 'code', '验证码不对，或者已经过期、填错了五次。请检查后再填，还是不行就重新发一个。');
}

async function ask(
  db: Db,
  { form, ...deed }: Deed<Extract<ContactForm, { what: 'ask' }>>,
): Promise<ContactDone> {
  const reading = readContact(form.kind, form.value);
  if (!reading.ok) return refused(400, 'value', reading.problem);
  const checked = await confirmOneself(db, { ...deed, shown: form.current });
  if (!checked.ok) {
    const { status, message } = proofRefusal(checked, '没有改动');
    return refused(status, checked.by === 'none' ? 'value' : 'current', message);
  }
  const outcome = await askForContact(db, { ...deed, kind: form.kind, value: reading.value });
  return outcome.ok ? outcome : refused(429, 'value', '发的次数太多，请过一个小时再试。');
}
