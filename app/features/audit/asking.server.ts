import { type CalledPerson, personCalled } from '#app/features/identity/named-person.server.ts';
import type { Db } from '#db/database.ts';
import { type AuditQuery, placeAsked } from './search.schema.ts';
import type { Filters, Place } from './search.server.ts';

export interface Asked {
  filters: Filters;
  before: Place | null;
  /** Several of one name, or nobody: then there is nothing to show yet. */
  unclear: { field: 'who' | 'concerns'; people: CalledPerson[] } | null;
}

/** Whom and what the auditor means by the words in the address. At most four statements. */
export async function askedOf(db: Db, query: AuditQuery): Promise<Asked> {
  const [who, concerns] = [await personCalled(db, query.who), await personCalled(db, query.concerns)];
  const unclear = [
    { field: 'who' as const, called: who },
    { field: 'concerns' as const, called: concerns },
  ].find(({ called }) => called.kind === 'several' || called.kind === 'none');
  return {
    filters: {
      actorId: who.kind === 'one' ? who.person.id : null,
      concernsId: concerns.kind === 'one' ? concerns.person.id : null,
      ...{ family: query.family, subjectId: query.subject, outcome: query.outcome },
      ...{ from: query.from, to: query.to },
    },
    before: placeAsked(query.before),
    unclear: unclear
      ? {
          field: unclear.field,
          people: unclear.called.kind === 'several' ? unclear.called.people : [],
        }
      : null,
  };
}
