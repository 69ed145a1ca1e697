import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  type ConsentKind,
  consentKinds,
  isToBeAsked,
  kindWords,
  type Said,
  stands,
} from './consent.rules.ts';
import type { AssistedConsent, ConsentMeans, OwnConsent } from './consent.schema.ts';
import { noticeInForce, type PrivacyNotice } from './notices.server.ts';

/** What somebody said last about one kind of consent. */
export interface SaidLast extends Said {
  id: string;
  kind: ConsentKind;
  version: string;
  means: ConsentMeans;
  at: string;
  /** Whether somebody else wrote it down. */
  byStaff: boolean;
}

const MOST_SAID = 200;

/** Everything that somebody said, the newest first, at most two hundred. One statement. */
export async function saidBy(db: Db, personId: string): Promise<SaidLast[]> {
  const rows = await db
    .selectFrom('privacy_consent')
    .innerJoin('privacy_notice', 'privacy_notice.id', 'privacy_consent.notice_id')
    .leftJoin('privacy_consent_withdrawal as gone', 'gone.consent_id', 'privacy_consent.id')
    .select(['privacy_consent.id', 'kind', 'notice_id', 'answer', 'means', 'privacy_consent.at', 'version'])
    .select(['privacy_consent.by_person_id', 'gone.at as withdrawnAt'])
    .where('privacy_consent.person_id', '=', personId)
    .orderBy('privacy_consent.at', 'desc')
    .orderBy('privacy_consent.id', 'desc')
    .limit(MOST_SAID)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as ConsentKind, noticeId: row.notice_id, version: row.version },
    ...{ answer: row.answer as Said['answer'], means: row.means as ConsentMeans, at: row.at },
    ...{ withdrawnAt: row.withdrawnAt, byStaff: row.by_person_id !== null },
  }));
}

/** What somebody said last of each kind, and whether it stands. */
export interface Consents {
  notice: PrivacyNotice | null;
  /** Whether the notice in force is to be shown and asked about. */
  asked: boolean;
  kinds: { kind: ConsentKind; last: SaidLast | null; stands: boolean }[];
  all: SaidLast[];
}

/** Where somebody's consents stand. At most two statements. */
export async function consentsOf(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<Consents> {
  const notice = await noticeInForce(db, dayOf(now));
  const all = await saidBy(db, personId);
  const kinds = consentKinds.map((kind) => {
    const last = all.find((one) => one.kind === kind) ?? null;
    return { kind, last, stands: stands(last) };
  });
  const last = kinds.find(({ kind }) => kind === 'notice')?.last ?? null;
  return { notice, asked: isToBeAsked(last, notice?.id ?? null), kinds, all };
}

/** Whether somebody has said nothing yet to the notice in force. At most two statements, usually one. */
export async function isAskedForConsent(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<boolean> {
  const notice = await noticeInForce(db, dayOf(now));
  if (!notice) return false;
  const row = await db
    .selectFrom('privacy_consent')
    .select('notice_id')
    .where('person_id', '=', personId)
    .where('kind', '=', 'notice')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.notice_id !== notice.id;
}

export type Consented =
  | { ok: true }
  /** `changed`: another version came into force while the page was open. */
  | { ok: false; reason: 'no-notice' | 'changed' | 'nothing' | 'own' }
  /** They refused it or took it back themselves: only a paper that they signed says otherwise. */
  | { ok: false; reason: 'said-no' };

/** What somebody says themselves. Saying the same again changes nothing. */
export async function sayConsent(
  db: Db,
  { actor, said, now }: { actor: Actor; said: OwnConsent; now: Date },
): Promise<Consented> {
  const personId = actor.personId ?? '';
  if (said.means === 'withdraw') return withdraw(db, { actor, personId, kind: said.kind, now });
  const answer = said.means === 'agree' ? 'agreed' : 'refused';
  return inTransaction(db, async (trx): Promise<Consented> => {
    const notice = await noticeInForce(trx, dayOf(now));
    if (!notice) return { ok: false, reason: 'no-notice' };
    if (notice.version !== said.version) return { ok: false, reason: 'changed' };
    const last = (await saidBy(trx, personId)).find(({ kind }) => kind === said.kind);
    const isSaid = last?.noticeId === notice.id && last.answer === answer && last.withdrawnAt === null;
    if (isSaid) return { ok: true };
    await keep(trx, { actor, personId, kind: said.kind, notice, answer, means: 'self', words: '', now });
    return { ok: true };
  });
}

/** What staff writes down that somebody said: who read it aloud or took the paper is kept. Nobody writes down their own. */
export async function recordConsentFor(
  db: Db,
  { actor, personId, said, now }: { actor: Actor; personId: string; said: AssistedConsent; now: Date },
): Promise<Consented> {
  if (!actor.personId || actor.personId === personId) return { ok: false, reason: 'own' };
  const { kind, answer, means, words } = said;
  return inTransaction(db, async (trx): Promise<Consented> => {
    const notice = await noticeInForce(trx, dayOf(now));
    if (!notice) return { ok: false, reason: 'no-notice' };
    const last = (await saidBy(trx, personId)).find((one) => one.kind === kind);
    const saidNo = last && !stands(last) && (last.withdrawnAt !== null || !last.byStaff);
    if (saidNo && answer === 'agreed' && means !== 'paper') return { ok: false, reason: 'said-no' };
    await keep(trx, { actor, personId, kind, notice, answer, means, words, now });
    const [answered, title] = [answer === 'agreed' ? '同意' : '不同意', kindWords[kind].title];
    await tell(trx, {
      ...{ personId, kind: 'privacy', now, link: '/me/data/consents' },
      title: `工作人员替你记下：${answered}“${title}”`,
      body: '没有说过这个话，或者改了主意，在“我的资料”里随时可以改。',
    });
    return { ok: true };
  });
}

async function withdraw(
  db: Db,
  { actor, personId, kind, now }: { actor: Actor; personId: string; kind: ConsentKind; now: Date },
): Promise<Consented> {
  return inTransaction(db, async (trx): Promise<Consented> => {
    const last = (await saidBy(trx, personId)).find((one) => one.kind === kind);
    if (!last || !stands(last)) return { ok: false, reason: 'nothing' };
    try {
      await trx
        .insertInto('privacy_consent_withdrawal')
        .values({ consent_id: last.id, at: now.toISOString(), by_person_id: null })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return { ok: true };
    }
    await note(trx, { actor, personId, action: 'consent.withdrawn', detail: { kind }, now });
    return { ok: true };
  });
}

interface Kept {
  actor: Actor;
  personId: string;
  kind: ConsentKind;
  notice: PrivacyNotice;
  answer: Said['answer'];
  means: ConsentMeans;
  words: string;
  now: Date;
}

async function keep(
  trx: Trx,
  { actor, personId, kind, notice, answer, means, words, now }: Kept,
): Promise<void> {
  const by_person_id = means === 'self' ? null : actor.personId;
  await trx
    .insertInto('privacy_consent')
    .values({
      ...{ id: newId(), person_id: personId, kind, notice_id: notice.id, answer, means, words },
      ...{ by_person_id, at: now.toISOString() },
    })
    .execute();
  const detail = { kind, version: notice.version, means };
  await note(trx, { actor, personId, action: `consent.${answer}`, detail, now });
}

async function note(
  trx: Trx,
  {
    actor,
    personId,
    action,
    detail,
    now,
  }: { actor: Actor; personId: string; action: string; detail: Record<string, unknown>; now: Date },
): Promise<void> {
  await writeJournal(trx, {
    ...{ actor, action, detail, now, subjectType: 'person', subjectId: personId },
    onBehalfOf: actor.personId === personId ? null : personId,
  });
}
