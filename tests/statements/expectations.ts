import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';
import { CLASS, FREE } from './many-classes.ts';
import { SEAT } from './many-records.ts';
import { TOKEN } from './many-timetables.ts';
import { roundPages } from './round-expectations.ts';

const openSections = { section: 'what can be chosen in a term, counted or collected once in two seconds' };

const twoWeeks = { meeting: 'some weeks of all schools, by its index, to find those of one school' };

const [id, seat] = [rowId, rowId(SEAT)];
const [theClass, mine] = [rowId(CLASS), rowId(3000)];
const learner = { as: 'learner' } as const;
const teacher = { as: 'teacher' } as const;
const registrar = { as: 'registrar' } as const;
const liaison = { as: 'liaison' } as const;
/** Lives in the community of the liaison whom a test signs in. */
const neighbour = rowId(79);

const lacking = {
  course: 'which courses lack something is asked of the whole library, by staff, now and then',
};

const communities = {
  org_unit: 'which communities there are is asked of the whole tree, by staff, now and then',
};

/** Every address that can be read. A page of app/routes.ts that is not here fails the test. */
export const pages: Record<string, Expectation> = {
  ...roundPages,
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
  '/calendar/:token': { ...learner, at: [`/calendar/${TOKEN}.ics`] },
  '/login': { ...learner, at: ['/login'], status: 302 },
  '/help': { ...learner, at: ['/help'] },
  '/help/:slug': { ...learner, at: ['/help/evaluation'] },
  '/accessibility': { ...learner, at: ['/accessibility'] },
  '/privacy': { ...learner, at: ['/privacy'] },
  // The row is looked up; the large academy has no films to send.
  '/media/:mediaId': { ...learner, at: [`/media/${id(1)}`], status: 404 },
  '/me': { ...learner, at: ['/me'] },
  '/me/courses': { ...learner, at: ['/me/courses'] },
  '/me/timetable': { ...learner, at: ['/me/timetable', '/me/timetable?view=list&day=2026-12-01'] },
  '/json/me/courses': { ...learner, at: ['/json/me/courses'] },
  '/me/basket': { ...learner, at: ['/me/basket'] },
  '/json/me/basket': { ...learner, at: ['/json/me/basket'] },
  '/me/assisted': { ...learner, at: ['/me/assisted'] },
  '/me/assisted/:consentId': { ...learner, at: [`/me/assisted/${mine}`] },
  '/me/credits': { ...learner, at: ['/me/credits', '/me/credits?year=2025'] },
  '/json/me/credits': { ...learner, at: ['/json/me/credits'] },
  '/me/credits/:entryId': { ...learner, at: [`/me/credits/${mine}`] },
  '/me/statements/:year': { ...learner, at: ['/me/statements/2026', '/me/statements/2025'] },
  '/me/settings': { ...learner, at: ['/me/settings'] },
  '/sections/:sectionId/enrolment': { ...learner, at: [`/sections/${theClass}/enrolment`], status: 302 },
  '/sections/:sectionId/withdrawal': { ...learner, at: [`/sections/${theClass}/withdrawal`], status: 302 },
  '/sections/:sectionId/offer': { ...learner, at: [`/sections/${theClass}/offer`], status: 302 },
  '/sections/:sectionId/swap': { ...learner, at: [`/sections/${theClass}/swap`], status: 302 },
  '/sections/:sectionId/basket-item': { ...learner, at: [`/sections/${theClass}/basket-item`], status: 302 },
  '/learn/:enrolmentId': { ...learner, at: [`/learn/${seat}`] },
  '/learn/:enrolmentId/recordings/:recordingId': { ...learner, at: [`/learn/${seat}/recordings/${id(300)}`] },
  '/learn/:enrolmentId/exercises/:exerciseId': { ...learner, at: [`/learn/${seat}/exercises/${id(1)}`] },
  '/learn/:enrolmentId/exercises/:exerciseId/answers': {
    ...learner,
    at: [`/learn/${seat}/exercises/${id(1)}/answers`],
    status: 302,
  },
  '/learn/:enrolmentId/evaluation': { ...learner, at: [`/learn/${seat}/evaluation`] },
  '/learn/:enrolmentId/goal': { ...learner, at: [`/learn/${seat}/goal`], status: 302 },
  '/learn/:enrolmentId/appraisal-reply': { ...learner, at: [`/learn/${seat}/appraisal-reply`], status: 302 },
  '/teach': { ...teacher, at: ['/teach'] },
  '/teach/courses/:code': {
    ...teacher,
    at: ['/teach/courses/ZL10001', '/teach/courses/ZL10001?item=teacher', '/teach/courses/ZL10002'],
  },
  '/teach/sections/:sectionId': {
    ...teacher,
    at: ['roster', 'attendance', 'appraisal', 'feedback'].map(
      (tab) => `/teach/sections/${theClass}?tab=${tab}`,
    ),
  },
  '/teach/sections/:sectionId/attendance': {
    ...teacher,
    at: [`/teach/sections/${theClass}/attendance`],
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
  '/teach/recordings': { ...teacher, at: ['/teach/recordings', '/teach/recordings?page=2'] },
  '/teach/recordings/:recordingId': { ...teacher, at: [`/teach/recordings/${id(300)}`] },
  '/admin': { ...registrar, at: ['/admin'], wide: lacking },
  '/admin/courses': {
    ...registrar,
    at: ['/admin/courses', '/admin/courses?lacking', '/admin/courses?q=yishi'],
    wide: lacking,
  },
  '/admin/sections': {
    ...registrar,
    at: ['/admin/sections', '/admin/sections?term=T2&page=3', '/admin/sections?few'],
    wide: { section: 'those of a term are counted' },
  },
  '/admin/sharing': {
    ...registrar,
    at: ['/admin/sharing', '/admin/sharing?of=year-2026'],
    wide: {
      section: 'all sections of a term or a year are counted, by staff, now and then',
      venue_booking: 'and all bookings of its days',
    },
  },
  '/admin/sections/new': {
    ...registrar,
    at: ['/admin/sections/new', `/admin/sections/new?course=${id(1)}`],
    wide: communities,
  },
  '/admin/sections/:sectionId': { ...registrar, at: [`/admin/sections/${theClass}`] },
  '/admin/sections/:sectionId/meetings': {
    ...registrar,
    at: [`/admin/sections/${theClass}/meetings`, `/admin/sections/${theClass}/meetings?add`],
  },
  '/admin/sections/:sectionId/details': { ...registrar, at: [`/admin/sections/${theClass}/details`] },
  '/admin/sections/:sectionId/merge': {
    ...registrar,
    // Section 4,000 is of the same course and term.
    at: [`/admin/sections/${theClass}/merge`, `/admin/sections/${theClass}/merge?into=${rowId(4000)}`],
  },
  '/admin/sections/:sectionId/list': { ...registrar, at: [`/admin/sections/${theClass}/list`] },
  '/admin/sections/:sectionId/classes': {
    ...registrar,
    at: [`/admin/sections/${theClass}/classes`, `/admin/sections/${id(10)}/classes`],
  },
  '/admin/terms': { ...registrar, at: ['/admin/terms'] },
  '/admin/terms/new': { ...registrar, at: ['/admin/terms/new'] },
  '/admin/terms/:termId': {
    ...registrar,
    at: [`/admin/terms/${id(2)}`, `/admin/terms/${id(2)}?tab=edit`],
    wide: { meeting: 'those in the breaks of a term, by its index', section: 'and which are of the term' },
  },
  '/admin/venues': { ...registrar, at: ['/admin/venues', '/admin/venues?tier=睦邻中心&page=2'] },
  '/admin/venues/new': { ...registrar, at: ['/admin/venues/new'], wide: communities },
  '/admin/venues/:venueId': {
    ...registrar,
    at: [`/admin/venues/${id(1)}?week=2026-11-16`, `/admin/venues/${id(1)}?tab=facts`],
    wide: communities,
  },
  '/admin/credits': {
    ...registrar,
    at: ['/admin/credits', '/admin/credits?q=wang1&page=2', '/admin/credits?q=李'],
  },
  '/admin/credits/:entryId': { ...registrar, at: [`/admin/credits/${mine}`] },
  '/admin/credits/:entryId/reversal': { ...registrar, at: [`/admin/credits/${mine}/reversal`], status: 302 },
  '/admin/people': {
    ...registrar,
    at: ['/admin/people', '/admin/people?q=wang&page=2', `/admin/people?unit=${id(2)}`],
  },
  '/admin/people/:personId': {
    ...registrar,
    at: [`/admin/people/${id(1)}`, `/admin/people/${id(1)}?place=${encodeURIComponent('100 栋')}`],
    wide: { org_unit: 'a place is found by any part of its name; a district has some thousands' },
  },
  '/admin/organisation': {
    ...registrar,
    at: ['/admin/organisation', `/admin/organisation?unit=${id(2)}`],
    wide: { org_unit: 'the tree is what the page shows', appointment: 'and how many posts each unit has' },
  },
  '/admin/assisted': { ...registrar, at: ['/admin/assisted', '/admin/assisted?page=2'] },
  '/admin/assisted/:consentId': { ...registrar, at: [`/admin/assisted/${id(10)}`] },
  '/assist': { ...liaison, at: ['/assist', '/assist?q=wang&page=2'] },
  '/assist/log': { ...liaison, at: ['/assist/log', '/assist/log?page=3'] },
  '/assist/offers/:offerId': { ...liaison, at: [`/assist/offers/${id(39)}`] },
  '/assist/people/:personId': { ...liaison, at: [`/assist/people/${neighbour}`] },
  '/assist/people/:personId/sections': {
    ...liaison,
    at: ['', '?q=xieshang'].map((search) => `/assist/people/${neighbour}/sections${search}`),
    wide: openSections,
  },
  '/assist/people/:personId/sections/:sectionId': {
    ...liaison,
    at: [`/assist/people/${neighbour}/sections/${rowId(FREE)}`],
  },
  '/assist/people/:personId/slip': { ...liaison, at: [`/assist/people/${neighbour}/slip`] },
  '/assess': { as: 'assessor', at: ['/assess', '/assess?q=wang&page=2'] },
  // The same list for somebody with a part of the organisation only.
  '/assess (a part)': { as: 'localAssessor', at: ['/assess', '/assess?q=wang'] },
  '/assess/people/:personId': { as: 'assessor', at: [`/assess/people/${id(1)}`] },
  '/api/v1/courses': { ...learner, at: ['/api/v1/courses?open=1&page=3'], wide: openSections },
  '/api/v1/courses/:code': { ...learner, at: ['/api/v1/courses/ZL10001'] },
  '/api/v1/teachers': { ...learner, at: ['/api/v1/teachers?page=2'] },
  '/api/v1/openapi.json': { ...learner, at: ['/api/v1/openapi.json'] },
  '/*': { ...learner, at: ['/nowhere'], status: 404 },
};
