import { type Expectation, openSections } from './expectation.ts';
import { rowId } from './fill.ts';
import { APPLYING, DONE } from './many-rounds.ts';
import { TOKEN } from './many-timetables.ts';

const id = rowId;
const learner = { as: 'learner' } as const;

const twoWeeks = { meeting: 'some weeks of all schools, by its index, to find those of one school' };

const applications = {
  application: 'those of one round are counted once in half a minute, or put into a file that is kept',
  application_choice: 'and their choices',
  application_result: 'and what came of them',
};

/** What everybody may read; asked by somebody signed in, which costs more. */
export const publicPages: Record<string, Expectation> = {
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
  '/login/code': { ...learner, at: ['/login/code'], status: 302 },
  '/login/kept': { ...learner, at: ['/login/kept'], status: 302 },
  '/login/set-up': { ...learner, at: ['/login/set-up'], status: 302 },
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
  '/api/v1/courses': { ...learner, at: ['/api/v1/courses?open=1&page=3'], wide: openSections },
  '/api/v1/courses/:code': { ...learner, at: ['/api/v1/courses/ZL10001'] },
  '/api/v1/teachers': { ...learner, at: ['/api/v1/teachers?page=2'] },
  '/api/v1/openapi.json': { ...learner, at: ['/api/v1/openapi.json'] },
};
