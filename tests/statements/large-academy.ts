import { CompiledQuery } from 'kysely';
import { publishNotices } from '#app/cli/policies/publish-notices.ts';
import { touchCatalogue } from '#app/features/catalogue/versions.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishForm } from '#app/features/evaluation/forms.server.ts';
import { hashPassword } from '#app/features/identity/passwords.server.ts';
import { signingSecret } from '#app/features/media/addresses.server.ts';
import formFile from '#content/forms/evaluation.json';
import policyFile from '#content/policies/leadership-2026.json';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import type { Engine } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';
import { fill, rowId } from './fill.ts';
import { manyArchives } from './many-archives.ts';
import { manyAssisted } from './many-assisted.ts';
import { manyBaskets } from './many-baskets.ts';
import { manyCertificates } from './many-certificates.ts';
import { manyClasses } from './many-classes.ts';
import { manyDeclarations } from './many-declarations.ts';
import { manyExemptions } from './many-exemptions.ts';
import { manyFormations } from './many-formations.ts';
import { manyImports } from './many-imports.ts';
import { manyMarkings } from './many-markings.ts';
import { manyPeople, people } from './many-people.ts';
import { manyPlaces } from './many-places.ts';
import { manyPrivacy } from './many-privacy.ts';
import { manyRecords } from './many-records.ts';
import { manyResults } from './many-results.ts';
import { manyRounds } from './many-rounds.ts';
import { manySealed } from './many-sealed.ts';
import { manyStandings } from './many-standings.ts';
import { manyStatements } from './many-statements.ts';
import { manySuggestions } from './many-suggestions.ts';
import { manyTasks } from './many-tasks.ts';
import { manyTimetables } from './many-timetables.ts';
import { manyViewings } from './many-viewings.ts';

export const PASSWORD = 'fangxing-2026';

/** An academy with thousands of everything that grows, for looking at how statements are run. */
export async function aLargeAcademy(db: Db, engine: Engine): Promise<void> {
  await withPolicies(db);
  const { code, version, title, validFrom } = policyFile;
  await publishPolicy(db, {
    policy: { kind: 'leadership', code, version, title, validFrom, validTo: null, content: policyFile },
    now,
  });
  for (const form of evaluationForms.parse(formFile)) await publishForm(db, form);
  await publishNotices(db, now);
  await fill(db, engine, [
    ...manyPeople,
    ...manyPlaces,
    ...manyClasses,
    ...manyRecords,
    ...manyViewings,
    ...manyResults,
    ...manySealed,
    ...manyArchives,
    ...manyTimetables,
    ...manyBaskets,
    ...manyFormations,
    ...manyAssisted,
    ...manyRounds,
    ...manyTasks,
    ...manyMarkings,
    ...manyPrivacy,
    ...manyDeclarations,
    ...manySuggestions,
    ...manyExemptions,
    ...manyImports,
    ...manyStandings,
    ...manyCertificates,
    ...manyStatements,
  ]);
  await db
    .updateTable('password_credential')
    .set({ hash: await hashPassword(PASSWORD) })
    .where('person_id', '=', rowId(people.chooser))
    .execute();
  await touchCatalogue(db);
  await signingSecret(db, now);
  if (engine === 'mariadb') await countRows(db);
}

/** The optimizer of the server knows how large a table is only after it has looked. */
async function countRows(db: Db): Promise<void> {
  const tables = (await tableShapes('server')).map(({ name }) => name);
  await db.executeQuery(CompiledQuery.raw(`analyze table ${tables.join(', ')}`));
}
