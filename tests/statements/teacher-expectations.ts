import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';
import { CLASS } from './many-classes.ts';
import { ATTEMPT } from './many-markings.ts';
import { TASK, WORK } from './many-tasks.ts';

const id = rowId;
const theClass = rowId(CLASS);
const teacher = { as: 'teacher' } as const;

/** The pages of those who teach. */
export const teacherPages: Record<string, Expectation> = {
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
};
