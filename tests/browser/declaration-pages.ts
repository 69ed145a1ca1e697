import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** One's own declarations in each state that there is, and the two lists. */
export async function declarationPages(db: Db, username: string): Promise<Named[]> {
  const own = await db
    .selectFrom('declaration')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .select(['declaration.id', 'state'])
    .where('username', '=', username)
    .orderBy('declaration.id')
    .execute();
  const publicity = await db
    .selectFrom('publicity')
    .select('id')
    .where('open', '=', 1)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return [
    ['declarations', '/me/declarations'],
    ['new-declaration', '/me/declarations/new'],
    ['new-teaching', '/me/declarations/new?kind=D.teaching'],
    ['new-result', '/me/declarations/new?kind=E.result'],
    ...own.map(({ id, state }): Named => [`declaration-${state}`, `/me/declarations/${id}`]),
    ...own.slice(0, 1).map(({ id }): Named => ['appeal', `/me/declarations/${id}/appeal`]),
    ['publicity', '/publicity'],
    ['objection', `/publicity/${publicity.id}`],
  ];
}

/** The desks of those who decide: each list, and one of each kind in it. */
export async function reviewPages(db: Db, username: 'reviewer' | 'appeals'): Promise<Named[]> {
  if (username === 'appeals') {
    const appeals = await db.selectFrom('appeal').select(['id', 'state']).orderBy('id').execute();
    return [
      ['admin-of-appeals', '/admin'],
      ['admin-appeals', '/admin/appeals'],
      ...appeals.map(({ id, state }): Named => [`admin-appeal-${state}`, `/admin/appeals/${id}`]),
    ];
  }
  const declarations = await db
    .selectFrom('declaration')
    .select(['id', 'state'])
    .where('sent_at', 'is not', null)
    .orderBy('id')
    .execute();
  return [
    ['admin-declarations', '/admin/declarations'],
    ['admin-declarations-posted', '/admin/declarations?state=posted'],
    ...declarations
      .filter(({ state }) => ['waiting', 'objected', 'posted'].includes(state))
      .map(({ id, state }): Named => [`admin-declaration-${state}`, `/admin/declarations/${id}`]),
    ...declarations
      .filter(({ state }) => state === 'waiting')
      .slice(0, 1)
      .map(({ id }): Named => ['admin-decision', `/admin/declarations/${id}/decision`]),
  ];
}
