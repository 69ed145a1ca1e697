import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { yearOf } from '#app/lib/time.ts';
import routes from '#app/routes.ts';
import type { Db } from '#db/database.ts';
import { personIdOf } from './steps.ts';

/** Accounts of the demo academy, one for each kind of right. */
export const accounts = [
  'learner',
  'instructor',
  'registrar',
  'reviewer',
  'appeals',
  'assessor',
  'liaison',
  'sysadmin',
  'security',
  'auditor',
] as const;
export type Account = (typeof accounts)[number];

type Standing = {
  who: 'everyone' | 'signed-in' | readonly Account[];
  /** A form, or the JSON, with which a post gets as far as looking for what it is about. */
  sends?: Record<string, string>;
  json?: object;
  /** Reading the address leads to a page that is there whatever the address says. */
  leadsAway?: true;
  /** The action asks for nothing, so no body can be wrong. */
  asksNothing?: true;
};

const teachers = ['instructor', 'registrar'] as const;
const creditKeepers = ['registrar', 'reviewer'] as const;
const id = '01a00000-0000-7000-8000-000000000000';

/** Who may use which address, written down a second time: a route that is not listed here fails the walk. */
const standings: Record<string, Standing> = {
  '/': { who: 'everyone' },
  '/courses': { who: 'everyone' },
  '/courses/:code': { who: 'everyone' },
  '/courses/:code/slides': { who: 'signed-in' },
  '/courses/:code/files/:item': { who: 'signed-in' },
  '/courses/:code/:item': { who: 'signed-in' },
  '/teachers': { who: 'everyone' },
  '/teachers/:slug': { who: 'everyone' },
  '/timetable': { who: 'everyone' },
  '/timetable.ics': { who: 'everyone' },
  '/calendar/:token': { who: 'everyone' },
  '/rounds/:roundId': { who: 'everyone' },
  '/rounds/:roundId/inputs.json': { who: 'everyone' },
  '/login': { who: 'everyone', sends: { username: 'learner', password: 'wrong-on-purpose' } },
  '/logout': { who: 'everyone', asksNothing: true },
  '/view': { who: 'everyone', sends: { view: 'elder' } },
  '/help': { who: 'everyone' },
  '/help/:slug': { who: 'everyone' },
  '/accessibility': { who: 'everyone' },
  '/privacy': { who: 'everyone' },
  '/media/:mediaId': { who: 'everyone' },
  '/me': { who: 'signed-in' },
  '/me/courses': { who: 'signed-in' },
  '/me/assisted': { who: 'signed-in' },
  '/me/assisted/:consentId': { who: 'signed-in', sends: { words: '没有同意过' } },
  '/me/timetable': { who: 'signed-in', sends: { means: 'end' } },
  '/me/application': { who: 'signed-in', sends: { means: 'withdraw' } },
  '/me/credits': { who: 'signed-in' },
  '/me/credits/:entryId': { who: 'signed-in' },
  '/me/statements/:year': { who: 'signed-in' },
  '/me/settings': { who: 'signed-in', sends: { current: 'wrong', password: 'wrong' } },
  '/sections/:sectionId/enrolment': { who: 'signed-in', leadsAway: true },
  '/sections/:sectionId/withdrawal': { who: 'signed-in', leadsAway: true, asksNothing: true },
  '/sections/:sectionId/offer': { who: 'signed-in', sends: { answer: 'accept' }, leadsAway: true },
  '/learn/:enrolmentId': { who: 'signed-in' },
  '/learn/:enrolmentId/recordings/:recordingId': { who: 'signed-in' },
  '/learn/:enrolmentId/recordings/:recordingId/viewing': {
    who: 'signed-in',
    json: { lease: 'x', spans: [], rate: 1 },
  },
  '/learn/:enrolmentId/recordings/:recordingId/viewing/lease': {
    who: 'signed-in',
    json: {},
    asksNothing: true,
  },
  '/learn/:enrolmentId/exercises/:exerciseId': { who: 'signed-in', asksNothing: true },
  '/learn/:enrolmentId/exercises/:exerciseId/answers': { who: 'signed-in', sends: { attempt: id } },
  '/learn/:enrolmentId/evaluation': { who: 'signed-in' },
  '/learn/:enrolmentId/appraisal-reply': { who: 'signed-in', sends: { comment: '谢谢老师' } },
  '/teach': { who: teachers },
  '/teach/courses/:code': { who: teachers, sends: { intent: 'remove-file', item: 'slides', seenAt: '' } },
  '/teach/sections/:sectionId': { who: teachers },
  '/teach/sections/:sectionId/attendance': { who: teachers, sends: { meeting: id } },
  '/teach/sections/:sectionId/appraisals': { who: teachers, sends: { enrolment: id } },
  '/teach/recordings': { who: teachers, sends: { title: '一讲' } },
  '/teach/recordings/:recordingId': { who: teachers, sends: { means: 'publish' } },
  '/admin': { who: ['registrar', 'reviewer', 'sysadmin', 'security'] },
  '/admin/courses': { who: ['registrar'] },
  '/admin/sections': { who: ['registrar'] },
  '/admin/sharing': { who: ['registrar'] },
  '/admin/sections/new': { who: ['registrar'], sends: { title: '' } },
  '/admin/sections/:sectionId': { who: ['registrar'], sends: { means: 'capacity', capacity: '30' } },
  '/admin/sections/:sectionId/meetings': {
    who: ['registrar'],
    sends: { means: 'cancel', meeting: id, reason: '老师病了' },
  },
  '/admin/sections/:sectionId/details': { who: ['registrar'], sends: { title: '周三班', minSize: '5' } },
  '/admin/sections/:sectionId/merge': { who: ['registrar'], sends: { into: id, reason: '人数不够' } },
  '/admin/sections/:sectionId/list': { who: ['registrar'] },
  '/admin/rounds': { who: ['registrar'], sends: { term: '' } },
  '/admin/rounds/:roundId': { who: ['registrar'], sends: { means: 'publish' } },
  '/admin/credits': { who: creditKeepers },
  '/admin/credits/:entryId': { who: creditKeepers },
  '/admin/credits/:entryId/reversal': { who: creditKeepers, sends: { reason: '记错了一门课' } },
  '/admin/people': { who: ['registrar', 'security'] },
  '/admin/people/:personId': {
    who: ['registrar', 'security'],
    sends: { what: 'grant', role: 'instructor', reach: 'everywhere' },
  },
  '/admin/organisation': { who: ['registrar', 'security', 'assessor'] },
  '/admin/assisted': { who: ['registrar'] },
  '/admin/assisted/:consentId': { who: ['registrar'], sends: { means: 'undo', words: '本人来电' } },
  '/assist': { who: ['liaison'] },
  '/assist/log': { who: ['liaison'] },
  '/assist/offers/:offerId': { who: ['liaison'], sends: { outcome: 'no-answer' } },
  '/assist/people/:personId': { who: ['liaison'] },
  '/assist/people/:personId/sections': { who: ['liaison'] },
  '/assist/people/:personId/sections/:sectionId': {
    who: ['liaison'],
    sends: { deed: 'withdraw', means: 'phone', words: '不想上了', agreed: 'yes' },
  },
  '/assist/people/:personId/application': {
    who: ['liaison'],
    sends: { deed: 'withdraw', means: 'phone', words: '不想上了', agreed: 'yes' },
  },
  '/assist/people/:personId/slip': { who: ['liaison'] },
  '/assess': { who: ['assessor'] },
  '/assess/people/:personId': { who: ['assessor'] },
  '/api/v1/courses': { who: 'everyone' },
  '/api/v1/courses/:code': { who: 'everyone' },
  '/api/v1/teachers': { who: 'everyone' },
  '/api/v1/openapi.json': { who: 'everyone' },
};

/** What no answer may show of what runs behind it. */
export const machinery = /node_modules|\bat [\w.<>]+ \(|\.tsx?:\d+|SqliteError|ER_[A-Z_]+|ZodError/;

export type WalkedRoute = Standing & {
  /** As written in app/routes.ts, with its leading slash. */
  pattern: string;
  readable: boolean;
  writable: boolean;
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
  return {
    personId,
    roundId: round?.round_id ?? id,
    enrolmentId,
    sectionId,
    recordingId: subject('watch'),
    exerciseId: subject('quiz'),
    entryId: (await entry.executeTakeFirstOrThrow()).id,
    mediaId: (await poster.executeTakeFirstOrThrow()).id,
    code: 'SM04',
    item: 'handout',
    slug: teacher.slug,
    year: String(yearOf(new Date())),
  };
}

/** The same names with things that are nowhere: well formed, and not. */
export function unknownParameters(wellFormed: boolean): Record<string, string> {
  const text = wellFormed ? id : "x' or 1=1 --";
  const ids = [
    ...['personId', 'enrolmentId', 'sectionId', 'recordingId', 'exerciseId', 'entryId', 'mediaId'],
    ...['offerId', 'consentId'],
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
    item: wellFormed ? 'songbook' : text,
    slug: wellFormed ? 'nobody-here' : text,
    year: wellFormed ? '1999' : text,
  };
}
