import { tell } from '#app/features/notices/notices.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import { roleNames } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';

/** Whom an actor acts for, as the journal keeps it; null when it is for themselves. */
export function onBehalfOf(actor: Actor, personId: string): string | null {
  return actor.personId === personId ? null : personId;
}

/**
 * Tells a person what somebody else did for them: `社区联络员 王敏 替你选了《…》`. Nothing when they did it themselves, or when nobody did
 * (jobs tell in their own words). Source: domain.md §6.2, every assisted action names who acted and for whom.
 */
export async function tellOfHelp(
  trx: Trx,
  {
    actor,
    personId,
    did,
    next,
    link = '/me/courses',
    now,
  }: { actor: Actor; personId: string; did: string; next: string; link?: string; now: Date },
): Promise<void> {
  if (actor.personId === null || actor.personId === personId) return;
  await tell(trx, {
    personId,
    kind: 'done-for-you',
    title: `${helperName(actor)} 替你${did}`,
    body: next,
    // What a liaison did is explained, and can be objected to, on a page of its own.
    link: holds(actor, 'liaison') ? '/me/assisted' : link,
    mentions: [actor],
    now,
  });
}

function helperName(actor: Actor): string {
  if (holds(actor, 'liaison')) return `${roleNames.liaison} ${actor.name}`;
  if (holds(actor, 'registrar', 'academy-admin')) return `${roleNames.registrar} ${actor.name}`;
  return actor.name;
}
