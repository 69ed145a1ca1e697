import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';

export interface Exemption {
  actor: Actor;
  personId: string;
  year: number;
  position: Position;
  /** A key of the published schemes' list; empty where there is none to choose from. */
  kind?: string;
  reason: string;
  now: Date;
}

interface Grant extends Exemption {
  id: string;
  approvedBy: string;
  proposed?: { by: string; at: string };
}

/**
 * Frees a position of a person from a year's scheme (病假、产假、抽调…): writes it, the journal's line and what the person is told. That two
 * people are behind it is `decideExemption`'s. Throws a unique violation where the same one holds already. Source: domain model §6.9.
 */
export async function grantExemption(trx: Trx, grant: Grant): Promise<void> {
  const { id, actor, personId, year, position, kind = '', reason, approvedBy, proposed, now } = grant;
  await trx
    .insertInto('exemption')
    .values({
      ...{ id, year, position, kind, reason, active: 1 },
      person_id: personId,
      proposed_by: proposed?.by ?? null,
      proposed_at: proposed?.at ?? null,
      approved_by: approvedBy,
      approved_at: now.toISOString(),
    })
    .execute();
  const subject = { subjectType: 'person', subjectId: personId };
  const detail = { exemptionId: id, year, position, kind, reason };
  await writeJournal(trx, { actor, action: 'exemption.granted', ...subject, detail, now });
  await tell(trx, {
    personId,
    kind: 'exemption',
    title: `${year} 年免考核：${positionNames[position]}`,
    body: `理由：${reason}。这个身份在这一年里不按年度方案考核，学完的课照常记。`,
    link: `/me/credits?year=${year}`,
    now,
  });
}
