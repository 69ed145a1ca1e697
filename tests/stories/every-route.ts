import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { yearOf } from '#app/lib/time.ts';
import routes from '#app/routes.ts';
import type { Db } from '#db/database.ts';
import { type Account, nobodysId, type Standing, standings } from './standings.ts';
import { personIdOf } from './steps.ts';

export { type Account, accounts } from './standings.ts';

/** What no answer may show of what runs behind it. */
export const machinery = /node_modules|\bat [\w.<>]+ \(|\.tsx?:\d+|SqliteError|ER_[A-Z_]+|ZodError/;

export type WalkedRoute = Standing & {
  /** As written in app/routes.ts, with its leading slash. */
  pattern: string;
  readable: boolean;
  writable: boolean;
  /** Every word of its source: what it reads out of an address or a form is among them. */
  words: ReadonlySet<string>;
  /** With parameters in the place of their names. */
  at(parameters: Record<string, string>): string;
};

/** Every address of app/routes.ts, whether it can be read and written according to its source, and who may. */
export function everyRoute(): WalkedRoute[] {
  const pages = routes.filter(({ path }) => path !== '*' && !path?.startsWith('json/'));
  return pages.map(({ path = '', file }) => {
    const pattern = `/${path}`;
    const standing = standings[pattern];
    if (!standing) throw new Error(`nobody has said who may use ${pattern}: tests/stories/every-route.ts`);
    const source = readFileSync(fileURLToPath(new URL(`../../app/${file}`, import.meta.url)), 'utf8');
    return {
      ...standing,
      pattern,
      readable: /^export (default|(async )?function loader)\b/m.test(source),
      words: new Set(source.match(/\w+/g)),
      writable: /^export (async )?function action\b/m.test(source),
      at: (parameters) =>
        pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? name)),
    };
  });
}

/** The account that may use a route; undefined when nobody needs to be signed in. */
export function permitted({ who }: WalkedRoute): Account | undefined {
  if (who === 'everyone') return undefined;
  // Of those with the right, the one who is not kept to what they teach themselves.
  return who === 'signed-in' ? 'learner' : who.includes('registrar') ? 'registrar' : who[0];
}

/** Parameters under which there is something for the one who may see it: all of the demo learner. */
export async function realParameters(db: Db): Promise<Record<string, string>> {
  const personId = await personIdOf(db, 'learner');
  const { id: enrolmentId, section_id: sectionId } = await db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .select(['enrolment.id', 'section_id'])
    .where('person_id', '=', personId)
    .where('section.mode', '=', 'recorded')
    .executeTakeFirstOrThrow();
  const asked = await db
    .selectFrom('requirement')
    .select(['kind', 'subject_id'])
    .where('enrolment_id', '=', enrolmentId)
    .execute();
  const subject = (kind: string) => asked.find((one) => one.kind === kind)?.subject_id ?? '';
  const entry = db.selectFrom('credit_entry').select('id').where('person_id', '=', personId);
  const poster = db.selectFrom('media_file').select('id').where('purpose', '=', 'poster');
  const teacher = await db.selectFrom('teacher').select('slug').executeTakeFirstOrThrow();
  // Of a round whose file can be had, where there is one.
  const round = await db
    .selectFrom('round_step')
    .select('round_id')
    .where('kind', '=', 'drawn')
    .limit(1)
    .executeTakeFirst();
  const first = (table: 'term' | 'venue') =>
    db.selectFrom(table).select('id').orderBy('id').limit(1).executeTakeFirstOrThrow();
  const declaration = db
    .selectFrom('declaration')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting');
  const publicity = db.selectFrom('publicity').select('id').where('open', '=', 1).limit(1);
  const appeal = db.selectFrom('appeal').select('id').where('state', '=', 'waiting').limit(1);
  return {
    personId,
    ...(await officeParameters(db)),
    kind: 'rename',
    declarationId: (await declaration.executeTakeFirstOrThrow()).id,
    publicityId: (await publicity.executeTakeFirstOrThrow()).id,
    appealId: (await appeal.executeTakeFirstOrThrow()).id,
    termId: (await first('term')).id,
    venueId: (await first('venue')).id,
    roundId: round?.round_id ?? nobodysId,
    enrolmentId,
    sectionId,
    recordingId: subject('watch'),
    exerciseId: subject('quiz'),
    entryId: (await entry.executeTakeFirstOrThrow()).id,
    mediaId: (await poster.executeTakeFirstOrThrow()).id,
    uploadId: nobodysId,
    code: 'SM04',
    item: 'handout',
    slug: teacher.slug,
    year: String(yearOf(new Date())),
  };
}

/** What lies at the desks of people and of the organisation. */
async function officeParameters(db: Db): Promise<Record<string, string>> {
  const community = db
    .selectFrom('org_unit')
    .select('id')
    .where('kind', '=', 'community')
    .orderBy('path')
    .limit(1);
  const change = db.selectFrom('org_change').select('id').orderBy('id').limit(1);
  const sheet = db
    .selectFrom('import_file')
    .select('id')
    .where('state', 'not in', ['done', 'ended'])
    .limit(1);
  const request = db.selectFrom('correction_request').select('id').orderBy('id').limit(1);
  return {
    unitId: (await community.executeTakeFirstOrThrow()).id,
    changeId: (await change.executeTakeFirst())?.id ?? nobodysId,
    importId: (await sheet.executeTakeFirst())?.id ?? nobodysId,
    requestId: (await request.executeTakeFirst())?.id ?? nobodysId,
  };
}

/** The same names with things that are nowhere: well formed, and not. */
export function unknownParameters(wellFormed: boolean): Record<string, string> {
  const text = wellFormed ? nobodysId : "x' or 1=1 --";
  const ids = [
    ...[
      'personId',
      'termId',
      'venueId',
      'enrolmentId',
      'sectionId',
      'recordingId',
      'exerciseId',
      'taskId',
      'submissionId',
      'questionId',
      'attemptId',
      'entryId',
      'mediaId',
      'adjustmentId',
      'suggestionId',
      'unitId',
      'changeId',
    ],
    ...['offerId', 'consentId', 'uploadId', 'declarationId', 'publicityId', 'appealId'],
    'personId',
    'roundId',
    'enrolmentId',
    'sectionId',
    'recordingId',
    'exerciseId',
    'entryId',
    'mediaId',
  ];
  return {
    ...Object.fromEntries(ids.map((name) => [name, text])),
    code: wellFormed ? 'ZZ99' : text,
    kind: wellFormed ? 'songbook' : text,
    item: wellFormed ? 'songbook' : text,
    slug: wellFormed ? 'nobody-here' : text,
    year: wellFormed ? '1999' : text,
  };
}
