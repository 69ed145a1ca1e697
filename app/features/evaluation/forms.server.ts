import { createHash } from 'node:crypto';
import { newId } from '#app/lib/id.ts';
import { type School, schools } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type EvaluationForm, evaluationForm } from './forms.schema.ts';

export interface StoredForm {
  id: string;
  form: EvaluationForm;
}

/** Publishes a form; the same code and version with other content is refused by throwing, since ballots point at it. */
export async function publishForm(db: Db, form: EvaluationForm): Promise<string> {
  const content = JSON.stringify(form);
  const hash = createHash('sha256').update(content).digest('hex');
  const known = await db
    .selectFrom('evaluation_form')
    .select(['id', 'content_hash'])
    .where('code', '=', form.code)
    .where('version', '=', form.version)
    .executeTakeFirst();
  if (known && known.content_hash !== hash)
    throw new Error(`Evaluation form ${form.code} ${form.version} is published with other content.`);
  if (known) return known.id;
  const id = newId();
  await db
    .insertInto('evaluation_form')
    .values({ id, code: form.code, version: form.version, title: form.title, content, content_hash: hash })
    .execute();
  return id;
}

/** Code and version of every published form, as in `five-point 1`. */
export async function publishedForms(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('evaluation_form').select(['code', 'version']).execute();
  return rows.map(({ code, version }) => `${code} ${version}`);
}

/** The schools that nobody can evaluate yet, because no form is published for them. */
export async function schoolsWithoutForm(db: Db): Promise<School[]> {
  const rows = await db.selectFrom('evaluation_form').select('content').execute();
  const served = rows.flatMap(({ content }) => evaluationForm.parse(JSON.parse(content)).schools);
  return schools.filter((school) => !served.includes(school));
}

/** The newest form for a school, or null when the academy has published none. */
export async function formForSchool(db: Db, school: School): Promise<StoredForm | null> {
  const rows = await db
    .selectFrom('evaluation_form')
    .select(['id', 'content'])
    .orderBy('version', 'desc')
    .limit(20)
    .execute();
  for (const row of rows) {
    const form = evaluationForm.parse(JSON.parse(row.content));
    if (form.schools.includes(school)) return { id: row.id, form };
  }
  return null;
}

/** A stored form, as it was when ballots were cast on it. */
export async function formById(db: Db, id: string): Promise<EvaluationForm> {
  const row = await db
    .selectFrom('evaluation_form')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return evaluationForm.parse(JSON.parse(row.content));
}
