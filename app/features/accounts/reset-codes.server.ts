import { z } from 'zod';
import { type ContactKind, eitherContact, masked } from '#app/features/contacts/contact.rules.ts';
import { addressOf, personByContact } from '#app/features/contacts/contacts.server.ts';
import { normalUsername } from '#app/features/identity/usernames.rules.ts';
import { isCarried, type MessageEnv } from '#app/features/messages/providers.server.ts';
import { send } from '#app/features/messages/sending.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import { openField } from '#app/features/sealing/seal.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db, Trx } from '#db/database.ts';
import { RESET_MINUTES } from './codes.rules.ts';
import { codeHash, newDigits, newLink } from './codes.server.ts';
import { withinLimits } from './limits.server.ts';
import { holdsAnything } from './standing-since.server.ts';

export type CodeEnv = SealingEnv & MessageEnv & Pick<Env, 'PUBLIC_URL'>;

const payloadOf = z.object({ requestId: z.string() });
const OF_ONE_PERSON = { most: 6, minutes: 24 * 60 };

/**
 * What the worker does with a request: finds whose account it is and sends a code of eight digits, in a letter also a link with 32 bytes. Nobody,
 * nobody with a contact, or somebody asked for too often: nothing is sent, and nobody is told so. The link leads to PUBLIC_URL and
 * never to what a request called this academy.
 */
export async function sendResetCode(
  trx: Trx,
  { payload, env, now }: { payload: unknown; env: CodeEnv; now: Date },
): Promise<void> {
  const { requestId } = payloadOf.parse(payload);
  const request = await trx
    .selectFrom('reset_request')
    .selectAll()
    .where('id', '=', requestId)
    .where('person_id', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!request) return;
  const ring = await ringOf(trx, env);
  const place = { owner: requestId, field: 'typed' };
  const typed = openField(ring, { ...place, keyId: request.key_id, sealed: request.typed_sealed });
  const found = typed === null ? null : await whomTyped(trx, { typed, env, now });
  if (!found) return;
  const limits = [{ of: `reset:person:${found.personId}`, ...OF_ONE_PERSON }];
  if (!(await withinLimits(trx, limits, now))) return;
  const [code, link] = [newDigits(), newLink()];
  await trx
    .updateTable('reset_request')
    .set({
      person_id: found.personId,
      code_hash: codeHash(ring, `reset:${requestId}`, code),
      link_hash: codeHash(ring, `reset:${requestId}`, link),
    })
    .where('id', '=', requestId)
    .execute();
  const address = env.PUBLIC_URL
    ? `${env.PUBLIC_URL.origin}/login/reset?request=${requestId}&link=${link}`
    : null;
  await send(trx, {
    env,
    to: {
      way: found.kind === 'phone' ? 'sms' : 'email',
      address: found.value,
      masked: masked(found.kind, found.value),
      personId: found.personId,
    },
    kind: 'reset',
    subject: '社区学院：重设密码的验证码',
    words: found.kind === 'phone' ? shortWords(code) : letterWords(code, address),
    usefulUntil: new Date(request.expires_at),
    now,
  });
}

const shortWords = (code: string) =>
  `【社区学院】重设密码的验证码是 ${code}，${RESET_MINUTES} 分钟内有效。谁来要都不要给。不是你本人操作，不用理会。`;

const letterWords = (code: string, address: string | null) =>
  [
    `重设密码的验证码是：${code}`,
    `${RESET_MINUTES} 分钟内有效，请填到刚才打开的页面上。`,
    ...(address ? ['', '也可以直接打开这个地址：', address] : []),
    '',
    '谁来要都不要给。不是你本人操作，不用理会这封信，密码不会变。',
    '社区学院',
  ].join('\n');

interface Found {
  personId: string;
  kind: ContactKind;
  value: string;
}

/**
 * Who that is and where to write to: where they say, or, of a username, by whatever way messages are carried here. Whoever holds a right is written to only
 * where they once confirmed it themselves: a number that staff or a sheet brought may be somebody else's.
 */
async function whomTyped(
  trx: Db,
  { typed, env, now }: { typed: string; env: CodeEnv; now: Date },
): Promise<Found | null> {
  const contact = eitherContact(typed);
  const holder = contact ? await personByContact(trx, { env, ...contact }) : null;
  const trusted = async (personId: string, confirmed: boolean) =>
    confirmed || !(await holdsAnything(trx, { personId, now }));
  if (contact && holder)
    return (await trusted(holder.personId, holder.confirmed))
      ? { personId: holder.personId, ...contact }
      : null;
  const person = await trx
    .selectFrom('person')
    .select('id')
    .where('username', '=', normalUsername(typed))
    .executeTakeFirst();
  if (!person) return null;
  const found: Found[] = [];
  for (const kind of ['phone', 'email'] as const) {
    const address = await addressOf(trx, { env, personId: person.id, kind });
    if (address && (await trusted(person.id, address.confirmed)))
      found.push({ personId: person.id, kind, value: address.value });
  }
  const carried = found.find(({ kind }) => isCarried(env, kind === 'phone' ? 'sms' : 'email'));
  return carried ?? found[0] ?? null;
}
