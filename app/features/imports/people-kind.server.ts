import { setContact } from '#app/features/contacts/contacts.server.ts';
import { addContacts } from '#app/features/contacts/many-contacts.server.ts';
import { appoint, endAppointment } from '#app/features/identity/appointments.server.ts';
import { correctAgeBand } from '#app/features/identity/corrections.server.ts';
import { createPeople } from '#app/features/identity/many-people.server.ts';
import { newUsernames } from '#app/features/identity/new-usernames.server.ts';
import { createPerson } from '#app/features/identity/people.server.ts';
import type { Trx } from '#db/database.ts';
import { keepersOfImports } from './keepers.ts';
import type { Applied, Applying, ImportKind, Judged, KindShape } from './kinds.ts';
import { judgePeople } from './people-judging.server.ts';
import type { PersonDeed } from './person-hand.ts';
import { appointmentsShape, peopleShape } from './person-shape.rules.ts';
import { personWords } from './person-words.rules.ts';

const ROWS_AT_ONCE = 250;

const kindOf = (shape: KindShape, adds: boolean): ImportKind => ({
  shape,
  roles: keepersOfImports,
  atOnce: ROWS_AT_ONCE,
  judge: (db, lines, judging) => judgePeople(db, lines, { judging, adds }),
  applyMany: addNewPeople,
  apply: applyPerson,
});

/** People with where they are and as what; whoever is not known is added. */
export const peopleKind = kindOf(peopleShape, true);
/** Posts of people who are known. */
export const appointmentsKind = kindOf(appointmentsShape, false);

const refusals = {
  'unknown-person': '这个人刚刚被去掉了，请重新看一遍。',
  'unknown-unit': '这个组织刚刚被去掉了，请重新看一遍。',
  'unit-over': '这个组织在这段时间里没有一直都在，请改任职时间或组织。',
  'out-of-scope': '这个组织不在你的管理范围内，请管那里的教务来登记。',
  dates: '结束日期比任职时间还早，请改正。',
  already: '这个岗位在这段时间里已经登记过了。',
} as const;

/** Whoever is new and has no name chosen by the sheet is added with the others of the batch: thousands of rows are mostly such. */
async function addNewPeople(trx: Trx, judged: readonly Judged[], applying: Applying): Promise<Judged[]> {
  const { actor, env, now, made } = applying;
  const first = new Map<string, Judged>();
  for (const one of judged) {
    const deed = one.deed as PersonDeed | null;
    const isNew =
      deed?.personId === null && deed.username === '' && deed.post?.plain && !made.has(deed.thing);
    if (isNew && !first.has(deed.thing)) first.set(deed.thing, one);
  }
  const rows = [...first.values()];
  if (rows.length === 0) return [...judged];
  const deeds = rows.map(({ deed }) => deed as PersonDeed);
  const usernames = await newUsernames(
    trx,
    deeds.map(({ name }) => name),
  );
  const people = deeds.flatMap(({ name, ageBand, post }, index) => {
    if (!post) return [];
    const { position, unitId: orgUnitId, from: validFrom, to: validTo } = post;
    const appointment = { position, orgUnitId, validFrom, validTo };
    return [{ name, ageBand, username: usernames[index] ?? '', appointments: [appointment] }];
  });
  const ids = await createPeople(trx, { actor, people, source: 'roster', now });
  const contacts = deeds.flatMap(({ phone }, index) =>
    phone ? [{ personId: ids[index] ?? '', value: phone }] : [],
  );
  await addContacts(trx, { env, actor, kind: 'phone', contacts, source: 'import', now });
  for (const [index, { thing }] of deeds.entries()) made.set(thing, ids[index] ?? '');
  const done = new Set(rows);
  return judged.filter((one) => !done.has(one));
}

/** Adds or changes one person as it was judged, with the same checks as on the page of a person. */
async function applyPerson(trx: Trx, { deed }: Judged, applying: Applying): Promise<Applied> {
  if (!deed) return { ok: true };
  const { actor, env, now, made } = applying;
  const { name, username, ageBand, phone, post, end, thing, correctAge, ...row } = deed as PersonDeed;
  let personId = row.personId ?? made.get(thing) ?? null;
  if (personId === null) {
    const [free = ''] = username ? [username] : await newUsernames(trx, [name]);
    const added = await createPerson(trx, { actor, username: free, name, ageBand, now });
    if (!added.ok) return { ok: false, words: `用户名 ${free} 刚刚被别人用了，请再确认一次。` };
    personId = added.personId;
    made.set(thing, personId);
  } else if (ageBand && (correctAge || row.personId === null))
    await correctAgeBand(trx, { actor, personId, ageBand, now });
  if (post) {
    const { position, unitId: orgUnitId, from: validFrom, to: validTo } = post;
    const source = 'roster';
    const made = await appoint(trx, {
      actor,
      personId,
      position,
      orgUnitId,
      validFrom,
      validTo,
      source,
      now,
    });
    if (!made.ok) return { ok: false, words: refusals[made.reason] };
  }
  if (phone) {
    const contact = { kind: 'phone', value: phone, source: 'import', confirmed: false } as const;
    const written = await setContact(trx, { env, actor, personId, ...contact, now });
    if (!written.ok) return { ok: false, words: personWords.phoneOfOther };
  }
  if (end) {
    const ended = await endAppointment(trx, { actor, personId, ...end, now });
    if (!ended) return { ok: false, words: '这个岗位刚刚被改过，请重新看一遍。' };
  }
  return { ok: true };
}
