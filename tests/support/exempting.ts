import { type Exemption, grantExemption } from '#app/features/credits/exemptions.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** Frees a position of somebody from a year's scheme, as it is after a second person has approved it. */
export const exempt = (db: Db, { actor, ...asked }: Exemption): Promise<void> =>
  inTransaction(db, (trx) =>
    grantExemption(trx, { ...asked, id: newId(), actor, approvedBy: actor.personId ?? '' }),
  );
