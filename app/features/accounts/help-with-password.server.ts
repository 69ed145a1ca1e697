import { findPerson } from '#app/features/identity/people.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { mayHelp } from './first-codes.server.ts';

export interface Helped {
  id: string;
  name: string;
  username: string;
  may: 'yes' | 'self' | 'stronger' | 'second-person';
}

/** Somebody whom an actor could help to a password, and whether they may; null for whoever is not there or out of reach. */
export async function helped(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date; env?: SealingEnv },
): Promise<Helped | null> {
  const may = isId(personId) ? await mayHelp(db, { actor, personId, now }) : 'unreached';
  if (may === 'unreached') return null;
  const person = await findPerson(db, personId);
  return person ? { id: person.id, name: person.name, username: person.username, may } : null;
}

/** Why somebody may not, in words. */
export const mayNotWords = {
  self: '不能给自己登录码。请用“忘记密码”，或者请别的工作人员帮忙。',
  stronger: '这个人的权限比你大或者一样大，不能由你重设密码。管理员的密码由安全管理员来办。',
  'second-person': '他的两步登录是你关闭的，登录码要由另一位安全管理员来给：两样不能是同一个人办。',
  busy: '刚才另一位工作人员也在给登录码，请再试一次。',
} as const;
