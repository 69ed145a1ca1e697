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

export type Standing = {
  who: 'everyone' | 'signed-in' | readonly Account[];
  /** A form, or the JSON, with which a post gets as far as looking for what it is about. */
  sends?: Record<string, string>;
  json?: object;
  /** Reading the address leads to a page that is there whatever the address says. */
  leadsAway?: true;
  /** The action asks for nothing, so no body can be wrong. */
  asksNothing?: true;
  /** What proves a post is a signature, so it may come from another site. */
  signed?: true;
  /** Methods that it answers besides reading and posting. */
  methods?: readonly string[];
};

const teachers = ['instructor', 'registrar'] as const;
const creditKeepers = ['registrar', 'reviewer'] as const;
/** An id that nothing has. */
export const nobodysId = '01a00000-0000-7000-8000-000000000000';

/** Who may use which address, written down a second time: a route that is not listed here fails the walk. */
export const standings: Record<string, Standing> = {
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
  '/media/streams/:streamId/:grant/*': { who: 'everyone' },
  '/me': { who: 'signed-in' },
  '/me/courses': { who: 'signed-in' },
  '/me/basket': { who: 'signed-in' },
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
  '/sections/:sectionId/basket-item': { who: 'signed-in', sends: { means: 'put' }, leadsAway: true },
  '/sections/:sectionId/swap': { who: 'signed-in', sends: { drop: nobodysId }, leadsAway: true },
  '/learn/:enrolmentId': { who: 'signed-in' },
  '/learn/:enrolmentId/goal': { who: 'signed-in', sends: { goal: 'post' } },
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
  '/learn/:enrolmentId/recordings/:recordingId/viewing/answer': { who: 'signed-in', json: { lease: 'x' } },
  '/learn/:enrolmentId/recordings/:recordingId/notes': {
    who: 'signed-in',
    sends: { means: 'add', at: '0:10', words: '记一笔' },
  },
  '/learn/:enrolmentId/recordings/:recordingId/record': { who: 'signed-in' },
  '/learn/:enrolmentId/exercises/:exerciseId': { who: 'signed-in', asksNothing: true },
  '/learn/:enrolmentId/exercises/:exerciseId/answers': { who: 'signed-in', sends: { attempt: nobodysId } },
  '/learn/:enrolmentId/tasks/:taskId': { who: 'signed-in' },
  '/learn/:enrolmentId/evaluation': { who: 'signed-in' },
  '/learn/:enrolmentId/appraisal-reply': { who: 'signed-in', sends: { comment: '谢谢老师' } },
  '/teach': { who: teachers },
  '/teach/courses/:code': { who: teachers, sends: { intent: 'remove-file', item: 'slides', seenAt: '' } },
  '/teach/sections/:sectionId': { who: teachers },
  '/teach/sections/:sectionId/classes': { who: teachers },
  '/teach/sections/:sectionId/attendance': { who: teachers, sends: { meeting: nobodysId } },
  '/teach/sections/:sectionId/appraisals': { who: teachers, sends: { enrolment: nobodysId } },
  '/teach/exercises': { who: teachers },
  '/teach/exercises/new': { who: teachers, sends: { course: 'NO00', title: '小测' } },
  '/teach/exercises/:exerciseId': { who: teachers, sends: { means: 'ask', section: nobodysId } },
  '/teach/courses/:code/questions': { who: teachers },
  '/teach/courses/:code/questions/new': { who: teachers, sends: { stem: '' } },
  '/teach/courses/:code/questions/import': { who: teachers, sends: { sheet: '' } },
  '/teach/courses/:code/questions/imports/:importId': { who: teachers, asksNothing: true },
  '/teach/courses/:code/questions/template.xlsx': { who: teachers },
  '/teach/courses/:code/questions/:questionId': { who: teachers, sends: { means: 'retire' } },
  '/teach/recordings': { who: teachers, sends: { title: '一讲' } },
  '/teach/recordings/uploads': { who: teachers },
  '/teach/recordings/uploads/:uploadId': { who: teachers, asksNothing: true, methods: ['PATCH', 'DELETE'] },
  '/teach/recordings/reviews': { who: teachers },
  '/teach/recordings/:recordingId/captions': { who: teachers, sends: { deed: 'save', version: '' } },
  '/teach/recordings/:recordingId/slides': { who: teachers, sends: { deed: 'save' } },
  '/teach/recordings/:recordingId': { who: teachers, sends: { means: 'publish' } },
  '/teach/tasks': { who: teachers },
  '/teach/tasks/new': { who: teachers, sends: { title: '' } },
  '/teach/tasks/:taskId': { who: teachers, sends: { title: '' } },
  '/teach/submissions/:submissionId': { who: teachers, sends: { means: 'pass' } },
  '/admin': { who: ['registrar', 'reviewer', 'sysadmin', 'security'] },
  '/admin/courses': { who: ['registrar'] },
  '/admin/sections': { who: ['registrar'] },
  '/admin/sharing': { who: ['registrar'] },
  '/admin/sections/new': { who: ['registrar'], sends: { title: '' } },
  '/admin/sections/:sectionId': { who: ['registrar'], sends: { means: 'capacity', capacity: '30' } },
  '/admin/sections/:sectionId/meetings': {
    who: ['registrar'],
    sends: { means: 'cancel', meeting: nobodysId, reason: '老师病了' },
  },
  '/admin/sections/:sectionId/details': { who: ['registrar'], sends: { title: '周三班', minSize: '5' } },
  '/admin/sections/:sectionId/merge': { who: ['registrar'], sends: { into: nobodysId, reason: '人数不够' } },
  '/admin/sections/:sectionId/list': { who: ['registrar'] },
  '/admin/sections/:sectionId/classes': { who: ['registrar'], sends: { means: 'confirm' } },
  '/admin/terms': { who: ['registrar'] },
  '/admin/terms/new': { who: ['registrar'], sends: { name: '' } },
  '/admin/terms/:termId': { who: ['registrar'], sends: { means: 'term' } },
  '/admin/venues': { who: ['registrar'] },
  '/admin/venues/new': { who: ['registrar'], sends: { name: '' } },
  '/admin/venues/:venueId': { who: ['registrar'], sends: { means: 'event' } },
  '/admin/rounds': { who: ['registrar'], sends: { term: '' } },
  '/admin/rounds/:roundId': { who: ['registrar'], sends: { means: 'publish' } },
  '/admin/recordings': { who: ['registrar'] },
  '/admin/recordings/viewing': { who: ['registrar'] },
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
  // Proved by a signature; see tests/stories/mux.test.ts.
  '/webhooks/mux': { who: 'everyone', asksNothing: true, signed: true },
  '/api/v1/courses': { who: 'everyone' },
  '/api/v1/courses/:code': { who: 'everyone' },
  '/api/v1/teachers': { who: 'everyone' },
  '/api/v1/openapi.json': { who: 'everyone' },
};
