import { accountPages } from './account-expectations.ts';
import { auditPages } from './audit-expectations.ts';
import { certificatePages } from './certificate-expectations.ts';
import { ownStatements } from './closing-expectations.ts';
import { declarationExpectations } from './declaration-expectations.ts';
import { type Expectation, openSections } from './expectation.ts';
import { rowId } from './fill.ts';
import { CLASS } from './many-classes.ts';
import { ATTEMPT } from './many-markings.ts';
import { SEAT } from './many-records.ts';
import { DONE } from './many-rounds.ts';
import { TASK, WORK } from './many-tasks.ts';
import { privacyExpectations } from './privacy-expectations.ts';
import { publicPages } from './public-expectations.ts';
import { staffPages } from './staff-expectations.ts';
import { suggestionExpectations } from './suggestion-expectations.ts';
import { withTables } from './table-expectations.ts';

export type { Expectation };

const [id, seat] = [rowId, rowId(SEAT)];
const [theClass, mine] = [rowId(CLASS), rowId(3000)];
const learner = { as: 'learner' } as const;
const teacher = { as: 'teacher' } as const;

/** Every address that can be read. A page of app/routes.ts that is not here fails the test. */
export const pages: Record<string, Expectation> = withTables({
  ...staffPages,
  ...auditPages,
  ...certificatePages,
  ...declarationExpectations,
  ...suggestionExpectations,
  ...privacyExpectations,
  ...publicPages,
  ...accountPages,
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
  ...ownStatements,
  '/me/settings': { ...learner, at: ['/me/settings'] },
  '/me/security': { ...learner, at: ['/me/security'] },
  '/me/session': { ...learner, at: ['/me/session'], status: 302 },
  '/json/me/session': { ...learner, at: ['/json/me/session'] },
  '/me/security/second-step': { ...learner, at: ['/me/security/second-step'] },
  '/sections/:sectionId/enrolment': { ...learner, at: [`/sections/${theClass}/enrolment`], status: 302 },
  '/sections/:sectionId/withdrawal': { ...learner, at: [`/sections/${theClass}/withdrawal`], status: 302 },
  '/sections/:sectionId/offer': { ...learner, at: [`/sections/${theClass}/offer`], status: 302 },
  '/sections/:sectionId/swap': { ...learner, at: [`/sections/${theClass}/swap`], status: 302 },
  '/sections/:sectionId/basket-item': { ...learner, at: [`/sections/${theClass}/basket-item`], status: 302 },
  '/checkin': { ...learner, at: ['/checkin'] },
  '/checkin/:token': { ...learner, at: ['/checkin/none'], status: 404 },
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
  '/teach': { ...teacher, at: ['/teach'] },
  '/teach/courses/:code': {
    ...teacher,
    at: ['/teach/courses/ZL10001', '/teach/courses/ZL10001?item=teacher', '/teach/courses/ZL10002'],
  },
  '/teach/sections/:sectionId': {
    ...teacher,
    at: ['roster', 'attendance', 'make-up', 'appraisal', 'feedback'].map(
      (tab) => `/teach/sections/${theClass}?tab=${tab}`,
    ),
  },
  '/teach/sections/:sectionId/attendance': {
    ...teacher,
    at: [`/teach/sections/${theClass}/attendance`],
    status: 302,
  },
  '/teach/sections/:sectionId/meetings/:meetingId/screen': {
    ...teacher,
    at: [`/teach/sections/${theClass}/meetings/${id(8001)}/screen`],
  },
  '/teach/sections/:sectionId/make-up': {
    ...teacher,
    at: [`/teach/sections/${theClass}/make-up`],
    status: 302,
  },
  '/teach/sections/:sectionId/appraisals': {
    ...teacher,
    at: [`/teach/sections/${theClass}/appraisals`],
    status: 302,
  },
  '/teach/sections/:sectionId/classes': {
    ...teacher,
    at: ['', '?of=groups'].map((of) => `/teach/sections/${theClass}/classes${of}`),
  },
  '/teach/exercises': { ...teacher, at: ['/teach/exercises', '/teach/exercises?page=2'] },
  '/teach/exercises/new': { ...teacher, at: ['/teach/exercises/new', '/teach/exercises/new?course=ZL10001'] },
  '/teach/exercises/marking': {
    ...teacher,
    at: ['/teach/exercises/marking', '/teach/exercises/marking?page=2'],
  },
  // The same for whoever marks in every section.
  '/teach/exercises/marking (all)': {
    as: 'registrar',
    at: ['/teach/exercises/marking', '/teach/exercises/marking?page=2'],
  },
  '/teach/exercises/marking/:attemptId': { ...teacher, at: [`/teach/exercises/marking/${id(ATTEMPT + 1)}`] },
  '/teach/exercises/:exerciseId': { ...teacher, at: [`/teach/exercises/${id(1)}`] },
  '/teach/courses/:code/questions': {
    ...teacher,
    at: ['', '?objective=1&kind=single&page=2', '?retired=1'].map(
      (query) => `/teach/courses/ZL10001/questions${query}`,
    ),
  },
  '/teach/courses/:code/questions/new': { ...teacher, at: ['/teach/courses/ZL10001/questions/new'] },
  '/teach/courses/:code/questions/import': { ...teacher, at: ['/teach/courses/ZL10001/questions/import'] },
  '/teach/courses/:code/questions/imports/:importId': {
    ...teacher,
    at: [`/teach/courses/ZL10001/questions/imports/${id(1)}`],
    status: 404,
  },
  '/teach/courses/:code/questions/imports/:importId/marked.xlsx': {
    ...teacher,
    at: [`/teach/courses/ZL10001/questions/imports/${id(1)}/marked.xlsx`],
    status: 404,
  },
  '/teach/courses/:code/questions/template.xlsx': {
    ...teacher,
    at: ['/teach/courses/ZL10001/questions/template.xlsx'],
  },
  '/teach/courses/:code/questions/:questionId': {
    ...teacher,
    at: [`/teach/courses/ZL10001/questions/${id(100)}`],
  },
  '/teach/recordings': { ...teacher, at: ['/teach/recordings', '/teach/recordings?page=2'] },
  '/teach/recordings/uploads/:uploadId': {
    ...teacher,
    at: [`/teach/recordings/uploads/${id(300)}`],
    status: 404,
  },
  '/teach/recordings/:recordingId': { ...teacher, at: [`/teach/recordings/${id(300)}`] },
  '/teach/recordings/:recordingId/processing': {
    ...teacher,
    at: [`/teach/recordings/${id(300)}/processing`],
  },
  '/teach/tasks': {
    ...teacher,
    at: ['', '?show=passed&page=2', `?section=${theClass}`, '?show=tasks'].map(
      (search) => `/teach/tasks${search}`,
    ),
  },
  // The same for whoever sees the work of every section.
  '/teach/tasks (all)': {
    as: 'registrar',
    at: ['', '?show=passed&page=2', `?section=${theClass}`, '?show=tasks'].map(
      (search) => `/teach/tasks${search}`,
    ),
  },
  '/teach/tasks/new': { ...teacher, at: ['/teach/tasks/new', '/teach/tasks/new?template=case'] },
  '/teach/tasks/:taskId': { ...teacher, at: [`/teach/tasks/${id(TASK)}`] },
  '/teach/submissions/:submissionId': { ...teacher, at: [`/teach/submissions/${id(WORK + 1)}`] },
  '/teach/recordings/reviews': { ...teacher, at: ['/teach/recordings/reviews'] },
  '/teach/recordings/:recordingId/slides': { ...teacher, at: [`/teach/recordings/${id(300)}/slides`] },
  '/teach/recordings/:recordingId/captions': { ...teacher, at: [`/teach/recordings/${id(300)}/captions`] },
  '/teach/recordings/:recordingId/cuts': { ...teacher, at: [`/teach/recordings/${id(300)}/cuts`] },
});
