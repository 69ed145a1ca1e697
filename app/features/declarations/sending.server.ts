import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { kindOf, payOfClaim } from './declarable.rules.ts';
import { heldAlready, standsWithSameFile } from './held-already.server.ts';
import { certificateKey, matterKey } from './matter.rules.ts';
import { joinSameTitle } from './same-items.server.ts';
import { mayWithdraw, mayWrite } from './states.rules.ts';
import { claimOf, declarationRow, heldDeclaration, moveOn } from './steps.server.ts';

export type Sent =
  | { ok: true; again: boolean }
  | { ok: false; reason: 'not-found' | 'closed' | 'no-evidence' | 'no-rules' | 'pays-nothing' }
  | { ok: false; reason: 'paid-once' | 'same-file'; otherId: string }
  | { ok: false; reason: 'held-already'; entryId: string };

/**
 * Sends one's own draft, or what came back, to be reviewed; from then on its words stand. The same evidence is taken once a person: the
 * keys of what stands are unique, no file of it stands for two, and what the ledger holds of that day under that title from elsewhere is not
 * declared. What the rules of the day on which it was done do not pay is refused.
 */
export async function sendDeclaration(
  db: Db,
  { actor, declarationId, now }: { actor: Actor; declarationId: string; now: Date },
): Promise<Sent> {
  return inTransaction(db, async (trx): Promise<Sent> => {
    // Two declarations of one person with one file are sent one after the other; what is saved, taken back or thrown away at the same
    // moment comes before or after as a whole, so that what is checked here is what stands.
    await lockPerson(trx, actor.personId ?? '');
    const row = await heldDeclaration(trx, declarationId);
    if (row?.person_id !== actor.personId) return { ok: false, reason: 'not-found' };
    if (row.state === 'waiting') return { ok: true, again: true };
    if (!mayWrite(row.state as 'draft')) return { ok: false, reason: 'closed' };
    const problem = await whyNotReady(trx, row);
    if (problem) return { ok: false, reason: problem };
    const entryId = await heldAlready(trx, row);
    if (entryId) return { ok: false, reason: 'held-already', entryId };
    const twin = await standsWithSameFile(trx, row);
    if (twin) return { ok: false, reason: 'same-file', otherId: twin };
    const other = await claimEvidence(trx, row, now);
    if (other) return { ok: false, reason: 'paid-once', otherId: other };
    const found = await rulesIfAny(trx, row.occurred_on);
    await joinSameTitle(trx, row, found && kindOf(found.rules, `${row.category}.${row.activity}`));
    const by = actor.personId;
    const step = await moveOn(trx, {
      declarationId,
      from: ['draft', 'returned'],
      to: 'waiting',
      kind: 'sent',
      by,
      now,
    });
    if (step === null) throw new Error(`Declaration ${declarationId} moved while it was held.`);
    await noteInJournal(trx, { actor, declarationId, action: 'declaration.sent', now });
    return { ok: true, again: false };
  });
}

async function whyNotReady(trx: Trx, row: DeclarationRow) {
  const found = await rulesIfAny(trx, row.occurred_on);
  const pay = found && payOfClaim(found.rules, claimOf(row));
  if (!pay) return 'no-rules' as const;
  if (pay.amount <= 0) return 'pays-nothing' as const;
  if (row.words.trim() !== '') return null;
  const file = await trx
    .selectFrom('declaration_file')
    .select('media_id')
    .where('declaration_id', '=', row.id)
    .limit(1)
    .executeTakeFirst();
  return file ? null : ('no-evidence' as const);
}

/** Puts the keys of its evidence down; answers with the other declaration of theirs that has them already. */
async function claimEvidence(trx: Trx, row: DeclarationRow, now: Date): Promise<string | null> {
  const keys = keysOf(row);
  try {
    await trx
      .updateTable('declaration')
      .set({ ...keys, sent_at: now.toISOString() })
      .where('id', '=', row.id)
      .where('state', 'in', ['draft', 'returned'])
      .execute();
    return null;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const other = await trx
      .selectFrom('declaration')
      .select('id')
      .where('person_id', '=', row.person_id)
      .where('id', '!=', row.id)
      .where(({ or, eb }) =>
        or([
          eb('matter_key', '=', keys.matter_key),
          ...(keys.certificate_key ? [eb('certificate_key', '=', keys.certificate_key)] : []),
        ]),
      )
      .executeTakeFirst();
    return other?.id ?? row.id;
  }
}

/** The keys by which the same evidence is known again. */
export function keysOf({ category, activity, level, title, certificate, occurred_on }: DeclarationRow) {
  const matter = { category, activity, level, title, certificate, occurredOn: occurred_on };
  return { matter_key: matterKey(matter), certificate_key: certificateKey(matter) };
}

/** Takes one's own declaration back before anybody has decided; its evidence may then be declared anew. */
export async function withdrawDeclaration(
  db: Db,
  { actor, declarationId, now }: { actor: Actor; declarationId: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'decided' }> {
  return inTransaction(db, async (trx) => {
    const row = await declarationRow(trx, declarationId);
    if (row?.person_id !== actor.personId) return { ok: false, reason: 'not-found' };
    if (row.state === 'withdrawn') return { ok: true };
    if (!mayWithdraw(row.state as 'waiting')) return { ok: false, reason: 'decided' };
    const by = actor.personId;
    const step = await moveOn(trx, {
      declarationId,
      from: ['waiting', 'returned'],
      to: 'withdrawn',
      kind: 'withdrawn',
      by,
      now,
    });
    if (step === null) return { ok: false, reason: 'decided' };
    await freeEvidence(trx, declarationId);
    await noteInJournal(trx, { actor, declarationId, action: 'declaration.withdrawn', now });
    return { ok: true };
  });
}

/** What does not stand any more holds no evidence. */
export async function freeEvidence(trx: Trx, declarationId: string): Promise<void> {
  await trx
    .updateTable('declaration')
    .set({ matter_key: null, certificate_key: null })
    .where('id', '=', declarationId)
    .execute();
}

async function noteInJournal(
  trx: Trx,
  { declarationId, ...line }: { actor: Actor; declarationId: string; action: string; now: Date },
): Promise<void> {
  await writeJournal(trx, { ...line, subjectType: 'declaration', subjectId: declarationId });
}
