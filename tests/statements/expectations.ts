import { ownStatements } from './closing-expectations.ts';
import { type Expectation, openSections } from './expectation.ts';
import { rowId } from './fill.ts';
import { CODE, OWN_CERTIFICATE } from './many-certificates.ts';
import { CLASS } from './many-classes.ts';
import { SEAT } from './many-records.ts';
import { APPLYING, DONE } from './many-rounds.ts';
import { TASK } from './many-tasks.ts';
import { TOKEN } from './many-timetables.ts';
import { staffPages } from './staff-expectations.ts';
import { teacherPages } from './teacher-expectations.ts';

export type { Expectation };

const twoWeeks = { meeting: 'some weeks of all schools, by its index, to find those of one school' };

const [id, seat] = [rowId, rowId(SEAT)];
const [theClass, mine] = [rowId(CLASS), rowId(3000)];
const learner = { as: 'learner' } as const;

const applications = {
  application: 'those of one round are counted once in half a minute, or put into a file that is kept',
  application_choice: 'and their choices',
  application_result: 'and what came of them',
};

/** Every address that can be read. A page of app/routes.ts that is not here fails the test. */
export const pages: Record<string, Expectation> = {
  ...staffPages,
  ...teacherPages,
  '/': {
    ...learner,
    at: ['/'],
    wide: { ...openSections, course: 'counted by school after the library has changed, then kept' },
  },
  '/courses': {
    ...learner,
    at: ['/courses', '/courses?q=xieshang&school=governance&sort=title&page=2', '/courses?open=1'],
    wide: openSections,
  },
  '/courses/:code': { ...learner, at: ['/courses/ZL10001', '/courses/ZL11500'] },
  '/courses/:code/slides': { ...learner, at: ['/courses/ZL10001/slides'] },
  '/courses/:code/files/:item': { ...learner, at: ['/courses/ZL10001/files/handout'] },
  '/courses/:code/:item': { ...learner, at: ['/courses/ZL10001/syllabus', '/courses/ZL10001/handout'] },
  '/teachers': { ...learner, at: ['/teachers', '/teachers?q=yishi&school=party&page=2'] },
  '/teachers/:slug': { ...learner, at: ['/teachers/teacher-1'] },
  '/timetable': {
    ...learner,
    at: [
      '/timetable',
      '/timetable?school=party&day=2026-12-01',
      `/timetable?view=list&venue=${id(7)}`,
      `/timetable?school=senior&venue=${id(7)}`,
    ],
    wide: twoWeeks,
  },
  '/timetable.ics': {
    ...learner,
    at: ['/timetable.ics', '/timetable.ics?school=party', `/timetable.ics?venue=${id(7)}`],
    wide: twoWeeks,
  },
  '/ledger': {
    ...learner,
    at: ['/ledger', '/ledger?page=3'],
    wide: { chain_block: 'the newest ones, in the order of their numbers' },
  },
  '/ledger/chain.jsonl': {
    ...learner,
    at: ['/ledger/chain.jsonl', '/ledger/chain.jsonl?from=40'],
    wide: { chain_block: 'at most two thousand of them, by their number' },
  },
  '/ledger/verify.mjs': { ...learner, at: ['/ledger/verify.mjs'] },
  '/calendar/:token': { ...learner, at: [`/calendar/${TOKEN}.ics`] },
  '/rounds/:roundId': {
    ...learner,
    at: [`/rounds/${id(APPLYING)}`, `/rounds/${id(DONE)}`],
    wide: applications,
  },
  '/rounds/:roundId/inputs.json': {
    ...learner,
    at: [`/rounds/${id(DONE)}/inputs.json`],
    wide: applications,
  },
  '/login': { ...learner, at: ['/login'], status: 302 },
  '/help': { ...learner, at: ['/help'] },
  '/help/:slug': { ...learner, at: ['/help/evaluation'] },
  '/accessibility': { ...learner, at: ['/accessibility'] },
  '/privacy': { ...learner, at: ['/privacy'] },
  // The row is looked up; the large academy has no films to send.
  '/media/:mediaId': { ...learner, at: [`/media/${id(1)}`], status: 404 },
  // The grant is the answer: no table is read but the session's.
  '/media/streams/:streamId/:grant/*': {
    ...learner,
    at: [`/media/streams/${id(1)}/1.${'x'.repeat(43)}/master.m3u8`],
    status: 404,
  },
  '/me': { ...learner, at: ['/me'], wide: openSections },
  '/me/courses': { ...learner, at: ['/me/courses'] },
  '/me/timetable': { ...learner, at: ['/me/timetable', '/me/timetable?view=list&day=2026-12-01'] },
  '/json/me/courses': { ...learner, at: ['/json/me/courses'] },
  '/me/basket': { ...learner, at: ['/me/basket'] },
  '/json/me/basket': { ...learner, at: ['/json/me/basket'] },
  '/me/assisted': { ...learner, at: ['/me/assisted'] },
  '/me/assisted/:consentId': { ...learner, at: [`/me/assisted/${mine}`] },
  '/me/application': {
    ...learner,
    at: ['/me/application', `/me/application?section=${id(50_002)}`, `/me/application?round=${id(DONE)}`],
  },
  '/json/me/application': { ...learner, at: ['/json/me/application'] },
  '/me/credits': { ...learner, at: ['/me/credits', '/me/credits?year=2025'], wide: openSections },
  '/json/me/credits': { ...learner, at: ['/json/me/credits'] },
  '/me/credits/:entryId': { ...learner, at: [`/me/credits/${mine}`] },
  '/me/credits/:entryId/proof.jsonl': {
    ...learner,
    at: [`/me/credits/${mine}/proof.jsonl`],
    wide: { chain_leaf: 'those of one block, at most a thousand' },
  },
  '/me/certificates': { ...learner, at: ['/me/certificates'] },
  '/me/certificates/:certificateId/certificate.pdf': {
    ...learner,
    at: [`/me/certificates/${id(OWN_CERTIFICATE)}/certificate.pdf`],
  },
  '/me/certificates/:certificateId/badge.jwt': {
    ...learner,
    at: [`/me/certificates/${id(OWN_CERTIFICATE)}/badge.jwt`],
  },
  '/.well-known/jwks.json': { ...learner, at: ['/.well-known/jwks.json'] },
  '/credentials/issuer': { ...learner, at: ['/credentials/issuer'] },
  '/credentials/keys/:keyId': { ...learner, at: [`/credentials/keys/${id(1)}`] },
  '/credentials/revocations/:year': {
    ...learner,
    at: ['/credentials/revocations/2026'],
    wide: {
      certificate_revocation: 'the list names every one of a year',
      certificate: 'and every one replaced',
    },
  },
  '/verify': { ...learner, at: ['/verify'] },
  '/verify/:code': { ...learner, at: [`/verify/${CODE}`] },
  ...ownStatements,
  '/me/settings': { ...learner, at: ['/me/settings'] },
  '/sections/:sectionId/enrolment': { ...learner, at: [`/sections/${theClass}/enrolment`], status: 302 },
  '/sections/:sectionId/withdrawal': { ...learner, at: [`/sections/${theClass}/withdrawal`], status: 302 },
  '/sections/:sectionId/offer': { ...learner, at: [`/sections/${theClass}/offer`], status: 302 },
  '/sections/:sectionId/swap': { ...learner, at: [`/sections/${theClass}/swap`], status: 302 },
  '/sections/:sectionId/basket-item': { ...learner, at: [`/sections/${theClass}/basket-item`], status: 302 },
  '/learn/:enrolmentId': { ...learner, at: [`/learn/${seat}`] },
  '/learn/:enrolmentId/recordings/:recordingId': { ...learner, at: [`/learn/${seat}/recordings/${id(300)}`] },
  '/learn/:enrolmentId/recordings/:recordingId/notes': {
    ...learner,
    at: [`/learn/${seat}/recordings/${id(300)}/notes`],
  },
  '/learn/:enrolmentId/recordings/:recordingId/record': {
    ...learner,
    at: [`/learn/${seat}/recordings/${id(300)}/record`],
  },
  '/learn/:enrolmentId/exercises/:exerciseId': { ...learner, at: [`/learn/${seat}/exercises/${id(1)}`] },
  '/learn/:enrolmentId/exercises/:exerciseId/answers': {
    ...learner,
    at: [`/learn/${seat}/exercises/${id(1)}/answers`],
    status: 302,
  },
  '/json/learn/:enrolmentId/exercises/:exerciseId/answers': {
    ...learner,
    at: [`/json/learn/${seat}/exercises/${id(1)}/answers`],
    status: 404,
  },
  '/learn/:enrolmentId/exercises/:exerciseId/questions/:questionId': {
    ...learner,
    at: [`/learn/${seat}/exercises/${id(1)}/questions/${id(1)}`],
  },
  '/learn/:enrolmentId/tasks/:taskId': { ...learner, at: [`/learn/${seat}/tasks/${id(TASK)}`] },
  '/learn/:enrolmentId/evaluation': { ...learner, at: [`/learn/${seat}/evaluation`] },
  '/learn/:enrolmentId/make-up': { ...learner, at: [`/learn/${seat}/make-up`] },
  '/learn/:enrolmentId/goal': { ...learner, at: [`/learn/${seat}/goal`], status: 302 },
  '/learn/:enrolmentId/appraisal-reply': { ...learner, at: [`/learn/${seat}/appraisal-reply`], status: 302 },
};
