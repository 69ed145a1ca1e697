import { type ExpressionBuilder, sql } from 'kysely';
import { dayOf } from '#app/lib/time.ts';
import type { Database } from '#db/database.ts';
import { ELDER_FROM } from './people.server.ts';

export type Offers = ExpressionBuilder<Database, 'seat_offer' | 'person' | 'password_credential'>;

/** `mustBeCalled` for a `where` over offers with their person and what they sign in with. */
export function asksForCall(now: Date) {
  return ({ or, eb, exists, selectFrom }: Pick<Offers, 'or' | 'eb' | 'exists' | 'selectFrom'>) =>
    or([
      eb('password_credential.changed_at', 'is', null),
      // A band is `70-79`: both engines read the number that it begins with.
      sql<boolean>`cast(person.age_band as signed) >= ${ELDER_FROM}`,
      exists(
        selectFrom('appointment')
          .select('appointment.id')
          .whereRef('appointment.person_id', '=', 'seat_offer.person_id')
          .where('appointment.position', '=', 'senior-learner')
          .where('appointment.valid_from', '<=', dayOf(now))
          .where((post) =>
            post.or([
              post('appointment.valid_to', 'is', null),
              post('appointment.valid_to', '>=', dayOf(now)),
            ]),
          ),
      ),
    ]);
}
