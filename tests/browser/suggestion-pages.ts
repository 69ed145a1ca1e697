import { NAMELESS } from '#app/cli/demo/suggestions.ts';
import { receiptCode } from '#app/features/suggestions/codes.ts';
import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** Of the one without a name that the demo has. */
export const demoCode = receiptCode(NAMELESS.token, ['', NAMELESS.kind, NAMELESS.about, NAMELESS.words]);

/** The box as everybody sees it. */
export const boxPages: Named[] = [
  ['suggestions', '/suggestions'],
  ['suggestion-by-code', `/suggestions/${demoCode}`],
  ['help-suggestions', '/help/suggestions'],
];

/** The box and one's own in it. */
export async function ownSuggestionPages(db: Db, username: string): Promise<Named[]> {
  const own = await db
    .selectFrom('suggestion')
    .innerJoin('person', 'person.id', 'suggestion.person_id')
    .select(['suggestion.id', 'state'])
    .where('username', '=', username)
    .execute();
  return [
    ['suggestions', '/suggestions'],
    ...own.map(({ id, state }): Named => [`suggestion-${state}`, `/suggestions/${id}`]),
  ];
}

/** The desk: its list, and one in each state. */
export async function suggestionDesk(db: Db): Promise<Named[]> {
  const all = await db
    .selectFrom('suggestion')
    .select(['id', 'state'])
    .where('desk', '=', 'registrar')
    .execute();
  return [
    ['admin-suggestions', '/admin/suggestions'],
    ['admin-suggestions-answered', '/admin/suggestions?state=answered'],
    ...all.map(({ id, state }): Named => [`admin-suggestion-${state}`, `/admin/suggestions/${id}`]),
  ];
}
