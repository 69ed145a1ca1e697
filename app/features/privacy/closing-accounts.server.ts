import { forgetAccount } from '#app/features/accounts/forgetting.server.ts';
import { forgetAppeals } from '#app/features/appeals/forgetting.server.ts';
import { forgetConsentWords } from '#app/features/assisting/forgetting.server.ts';
import { forgetStatements } from '#app/features/closing/forgetting.server.ts';
import { forgetContacts } from '#app/features/contacts/forgetting.server.ts';
import { forgetNames } from '#app/features/credentials/forgetting.server.ts';
import { forgetCompanions, forgetDeclared } from '#app/features/declarations/forgetting.server.ts';
import { forgetComments } from '#app/features/evaluation/forgetting.server.ts';
import { forgetAnswerFiles, forgetImports } from '#app/features/exercises/forgetting.server.ts';
import { forgetGoals } from '#app/features/formation/forgetting.server.ts';
import { endAccount } from '#app/features/identity/closed-accounts.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { forgetFileNames } from '#app/features/media/forgetting.server.ts';
import { forgetMessages } from '#app/features/messages/forgetting.server.ts';
import { forgetNotices } from '#app/features/notices/forgetting.server.ts';
import { forgetChoices } from '#app/features/selection/forgetting.server.ts';
import { forgetSignIn } from '#app/features/sign-in/forgetting.server.ts';
import { forgetSuggestions } from '#app/features/suggestions/forgetting.server.ts';
import { forgetDrafts, forgetWork } from '#app/features/tasks/forgetting.server.ts';
import { forgetTeacher } from '#app/features/teachers/forgetting.server.ts';
import { forgetCalendar } from '#app/features/timetable/forgetting.server.ts';
import { forgetNotes } from '#app/features/viewing/forgetting.server.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { endClosing } from './asking-to-close.server.ts';
import { eraseOwnWords } from './closed-words.server.ts';
import { declineClosing } from './declining.server.ts';
import { obstaclesOf } from './obstacles.server.ts';
import { keptUntil } from './policy.rules.ts';

export interface Due {
  limit: number;
  now: Date;
  /** Told of an account that cannot be closed; the others are. */
  failed: (personId: string, error: unknown) => void;
}

/** Closes the accounts whose waiting time is over, one transaction each. Returns how many. Whoever has something open again keeps the account, and is told. */
export async function closeDueAccounts(db: Db, { limit, now, failed }: Due): Promise<number> {
  const due = await db
    .selectFrom('account_closing')
    .leftJoin('account_closing_approval as approval', 'approval.closing_id', 'account_closing.id')
    .select(['account_closing.id', 'person_id', 'asked_by'])
    .where('open', '=', 1)
    .where('due_at', '<=', now.toISOString())
    .where(({ or, eb }) => or([eb('means', 'in', ['self', 'paper']), eb('approval.at', 'is not', null)]))
    .orderBy('due_at')
    .limit(limit)
    .execute();
  let closed = 0;
  for (const { id, person_id: personId, asked_by: askedBy } of due)
    try {
      if (await closeOne(db, { closingId: id, personId, askedBy, now })) closed += 1;
    } catch (error) {
      failed(personId, error);
    }
  return closed;
}

async function closeOne(
  db: Db,
  wish: { closingId: string; personId: string; askedBy: string | null; now: Date },
): Promise<boolean> {
  const { closingId, personId, now } = wish;
  return inTransaction(db, async (trx) => {
    const obstacles = await obstaclesOf(trx, { personId, now });
    if (obstacles.length > 0) {
      await declineClosing(trx, { ...wish, obstacles });
      return false;
    }
    if (!(await endClosing(trx, { closingId, kind: 'done', by: null, words: '', now }))) return false;
    await closeAccount(trx, { personId, now });
    return true;
  });
}

/**
 * Closes an account for good: each room forgets what is its own, and words about the person go out of the journal. Sums of the ledger, seats and scores
 * stay as they were.
 */
export async function closeAccount(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const keepUntil = keptUntil(await lastAssessedYear(trx, personId, yearOf(now)));
  const pseudonym = await endAccount(trx, { personId, keepUntil, now });
  for (const forget of [forgetNotes, forgetChoices, forgetGoals, forgetCalendar]) await forget(trx, personId);
  for (const forget of [forgetDrafts, forgetImports, forgetCompanions, forgetAppeals, forgetComments])
    await forget(trx, personId);
  for (const forget of [
    forgetConsentWords,
    forgetAccount,
    forgetSignIn,
    forgetContacts,
    forgetMessages,
    forgetSuggestions,
  ])
    await forget(trx, personId);
  for (const forget of [forgetNotices, forgetStatements, forgetNames, forgetTeacher])
    await forget(trx, { personId, pseudonym });
  await forgetFileNames(trx, { personId, now });
  await forgetOwnWords(trx, personId);
  await eraseOwnWords(trx, { personId, now });
  const subject = { subjectType: 'person', subjectId: personId };
  await writeJournal(trx, {
    ...{ actor: systemActor('privacy'), action: 'account.closed', ...subject },
    ...{ detail: { keepUntil }, now },
  });
}

async function lastAssessedYear(trx: Trx, personId: string, thisYear: number): Promise<number> {
  const row = await trx
    .selectFrom('frozen_statement')
    .innerJoin('year_closing', 'year_closing.id', 'frozen_statement.closing_id')
    .select(({ fn }) => fn.max<number | null>('year').as('year'))
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Math.max(thisYear, Number(row?.year ?? 0));
}

/** What the person wrote in this room. */
async function forgetOwnWords(trx: Trx, personId: string): Promise<void> {
  const asked = trx.selectFrom('correction_request').select('id').where('person_id', '=', personId);
  await trx.updateTable('correction_decision').set({ words: '' }).where('request_id', 'in', asked).execute();
  await trx
    .updateTable('correction_request')
    .set({ wish: '', words: '' })
    .where('person_id', '=', personId)
    .execute();
  await trx.updateTable('privacy_consent').set({ words: '' }).where('person_id', '=', personId).execute();
  const wishes = trx.selectFrom('account_closing').select('id').where('person_id', '=', personId);
  await trx.updateTable('account_closing_end').set({ words: '' }).where('closing_id', 'in', wishes).execute();
  await trx.updateTable('account_closing').set({ reason: '' }).where('person_id', '=', personId).execute();
}

/** Removes what was kept of closed accounts for its time: the evidence of credits, and the proof of consents. Returns of how many people. */
export async function endRetention(db: Db, { limit, now, failed }: Due): Promise<number> {
  const due = await db
    .selectFrom('closed_account')
    .leftJoin('retention_end', 'retention_end.person_id', 'closed_account.person_id')
    .select('closed_account.person_id')
    .where('keep_until', '<', dayOf(now))
    .where('retention_end.person_id', 'is', null)
    .orderBy('keep_until')
    .limit(limit)
    .execute();
  let ended = 0;
  for (const { person_id: personId } of due)
    try {
      await inTransaction(db, (trx) => forgetEvidence(trx, { personId, now }));
      ended += 1;
    } catch (error) {
      failed(personId, error);
    }
  return ended;
}

async function forgetEvidence(trx: Trx, { personId, now }: { personId: string; now: Date }): Promise<void> {
  await trx.insertInto('retention_end').values({ person_id: personId, at: now.toISOString() }).execute();
  for (const forget of [forgetWork, forgetAnswerFiles, forgetDeclared]) await forget(trx, { personId, now });
  const said = trx.selectFrom('privacy_consent').select('id').where('person_id', '=', personId);
  await trx.deleteFrom('privacy_consent_withdrawal').where('consent_id', 'in', said).execute();
  await trx.deleteFrom('privacy_consent').where('person_id', '=', personId).execute();
  const subject = { subjectType: 'person', subjectId: personId };
  const actor = systemActor('privacy');
  await writeJournal(trx, { actor, action: 'account.retention-ended', ...subject, detail: {}, now });
}
