import { index, type RouteConfig, route } from '@remix-run/route-config';

/**
 * Every address of the product, grouped by audience.
 *
 * A page that programs may ask for as JSON has a second, resource route under `json/` with the same path: a request for
 * `/me/courses` with `Accept: application/json` is handed by the server to `json/me/courses`. Nobody can ask for
 * `/json/…` directly, so every thing keeps one address.
 */
const publicPages = [
  index('shell/pages/home.tsx'),
  route('courses', 'features/catalogue/pages/courses.tsx'),
  route('courses/:code', 'features/catalogue/pages/course.tsx'),
  route('courses/:code/slides', 'features/catalogue/pages/slides.tsx'),
  route('courses/:code/files/:item', 'features/catalogue/pages/download.ts'),
  route('courses/:code/:item', 'features/catalogue/pages/five-one.tsx'),
  route('teachers', 'features/teachers/pages/teachers.tsx'),
  route('teachers/:slug', 'features/teachers/pages/teacher.tsx'),
  route('timetable', 'features/timetable/pages/timetable.tsx'),
  route('timetable.ics', 'features/timetable/pages/public-calendar.ts'),
  route('calendar/:token', 'features/selection/pages/own-calendar.ts'),
  route('rounds/:roundId', 'features/rounds/pages/round.tsx'),
  route('rounds/:roundId/inputs.json', 'features/rounds/pages/inputs.ts'),
  route('login', 'features/identity/pages/login.tsx'),
  route('json/login', 'features/identity/pages/login-json.ts'),
  route('logout', 'features/identity/pages/logout.ts'),
  route('view', 'shell/pages/view.ts'),
  route('help', 'shell/pages/help.tsx'),
  route('help/:slug', 'shell/pages/help-page.tsx'),
  route('accessibility', 'shell/pages/accessibility.tsx'),
  route('privacy', 'shell/pages/privacy.tsx'),
  route('media/:mediaId', 'features/media/pages/file.ts'),
  route('media/streams/:streamId/:grant/*', 'features/media/pages/stream-file.ts'),
];

const me = [
  route('me', 'shell/pages/me.tsx'),
  route('me/courses', 'features/selection/pages/my-courses.tsx'),
  route('json/me/courses', 'features/selection/pages/my-courses-json.ts'),
  route('me/timetable', 'features/selection/pages/my-timetable.tsx'),
  route('me/application', 'features/selection/pages/my-application.tsx'),
  route('json/me/application', 'features/selection/pages/my-application-json.ts'),
  route('me/basket', 'features/selection/pages/basket.tsx'),
  route('json/me/basket', 'features/selection/pages/basket-json.ts'),
  route('me/assisted', 'features/assisting/pages/my-assisted.tsx'),
  route('me/assisted/:consentId', 'features/assisting/pages/my-assisted-deed.tsx'),
  route('me/declarations', 'features/declarations/pages/my-declarations.tsx'),
  route('me/declarations/new', 'features/declarations/pages/new-declaration.tsx'),
  route('me/declarations/:declarationId', 'features/declarations/pages/my-declaration.tsx'),
  route('me/declarations/:declarationId/appeal', 'features/appeals/pages/declaration-appeal.tsx'),
  route('publicity', 'features/declarations/pages/publicity.tsx'),
  route('publicity/:publicityId', 'features/declarations/pages/objection.tsx'),
  route('me/credits', 'features/credits/pages/my-credits.tsx'),
  route('json/me/credits', 'features/credits/pages/my-credits-json.ts'),
  route('me/credits/:entryId', 'features/credits/pages/my-entry.tsx'),
  route('me/credits/:entryId/appeal', 'features/appeals/pages/entry-appeal.tsx'),
  route('me/statements/:year', 'features/assessment/pages/my-statement.tsx'),
  route('me/settings', 'features/identity/pages/settings.tsx'),
];

const learn = [
  route('sections/:sectionId/enrolment', 'features/selection/pages/enrolment.tsx'),
  route('json/sections/:sectionId/enrolment', 'features/selection/pages/enrolment-json.ts'),
  route('sections/:sectionId/withdrawal', 'features/selection/pages/withdrawal.tsx'),
  route('json/sections/:sectionId/withdrawal', 'features/selection/pages/withdrawal-json.ts'),
  route('sections/:sectionId/offer', 'features/selection/pages/offer.tsx'),
  route('json/sections/:sectionId/offer', 'features/selection/pages/offer-json.ts'),
  route('sections/:sectionId/swap', 'features/selection/pages/swap.tsx'),
  route('json/sections/:sectionId/swap', 'features/selection/pages/swap-json.ts'),
  route('sections/:sectionId/basket-item', 'features/selection/pages/basket-item.tsx'),
  route('json/sections/:sectionId/basket-item', 'features/selection/pages/basket-item-json.ts'),
  route('learn/:enrolmentId', 'shell/pages/learning.tsx'),
  route('learn/:enrolmentId/recordings/:recordingId', 'features/viewing/pages/watch.tsx'),
  route('learn/:enrolmentId/recordings/:recordingId/viewing', 'features/viewing/pages/viewing.ts'),
  route('learn/:enrolmentId/recordings/:recordingId/viewing/lease', 'features/viewing/pages/lease.ts'),
  route('learn/:enrolmentId/recordings/:recordingId/viewing/answer', 'features/viewing/pages/answer.ts'),
  route('learn/:enrolmentId/recordings/:recordingId/notes', 'features/viewing/pages/notes.tsx'),
  route('learn/:enrolmentId/recordings/:recordingId/record', 'features/viewing/pages/record.tsx'),
  route('learn/:enrolmentId/exercises/:exerciseId', 'features/exercises/pages/quiz.tsx'),
  route('learn/:enrolmentId/exercises/:exerciseId/answers', 'features/exercises/pages/answers.tsx'),
  route('json/learn/:enrolmentId/exercises/:exerciseId/answers', 'features/exercises/pages/answers-json.ts'),
  route(
    'learn/:enrolmentId/exercises/:exerciseId/questions/:questionId',
    'features/exercises/pages/answer-files.tsx',
  ),
  route('learn/:enrolmentId/tasks/:taskId', 'features/tasks/pages/task.tsx'),
  route('learn/:enrolmentId/evaluation', 'features/evaluation/pages/evaluation.tsx'),
  route('learn/:enrolmentId/make-up', 'features/making-up/pages/own.tsx'),
  route('learn/:enrolmentId/goal', 'features/formation/pages/goal.tsx'),
  route('learn/:enrolmentId/appraisal-reply', 'features/evaluation/pages/appraisal-reply.tsx'),
];

const teach = [
  route('teach', 'shell/pages/teach.tsx'),
  route('teach/courses/:code', 'features/catalogue/pages/edit-course.tsx'),
  route('teach/sections/:sectionId', 'shell/pages/teach-section.tsx'),
  route('teach/sections/:sectionId/attendance', 'features/attendance/pages/marks.tsx'),
  route('teach/sections/:sectionId/make-up', 'features/making-up/pages/material.tsx'),
  route('teach/sections/:sectionId/appraisals', 'features/evaluation/pages/appraisals.tsx'),
  route('teach/sections/:sectionId/classes', 'features/formation/pages/class-lists.tsx'),
  route('teach/exercises', 'features/exercises/pages/desk.tsx'),
  route('teach/exercises/new', 'features/exercises/pages/new-exercise.tsx'),
  route('teach/exercises/marking', 'features/exercises/pages/marking-queue.tsx'),
  route('teach/exercises/marking/:attemptId', 'features/exercises/pages/marking.tsx'),
  route('teach/exercises/:exerciseId', 'features/exercises/pages/edit-exercise.tsx'),
  route('teach/courses/:code/questions', 'features/exercises/pages/bank.tsx'),
  route('teach/courses/:code/questions/new', 'features/exercises/pages/new-question.tsx'),
  route('teach/courses/:code/questions/import', 'features/exercises/pages/import-questions.tsx'),
  route('teach/courses/:code/questions/imports/:importId', 'features/exercises/pages/confirm-import.tsx'),
  route('teach/courses/:code/questions/template.xlsx', 'features/exercises/pages/question-template.ts'),
  route('teach/courses/:code/questions/:questionId', 'features/exercises/pages/edit-question.tsx'),
  route('teach/recordings', 'features/recordings/pages/uploads.tsx'),
  route('teach/recordings/uploads', 'features/recordings/pages/begin-upload.ts'),
  route('teach/recordings/uploads/:uploadId', 'features/recordings/pages/upload-bytes.ts'),
  route('teach/recordings/:recordingId', 'features/recordings/pages/edit-recording.tsx'),
  route('teach/recordings/:recordingId/processing', 'features/recordings/pages/processing.ts'),
  route('teach/tasks', 'features/tasks/pages/queue.tsx'),
  route('teach/tasks/new', 'features/tasks/pages/new-task.tsx'),
  route('teach/tasks/:taskId', 'features/tasks/pages/edit-task.tsx'),
  route('teach/submissions/:submissionId', 'features/tasks/pages/submission.tsx'),
  route('teach/recordings/reviews', 'features/recordings/pages/reviews.tsx'),
  route('teach/recordings/:recordingId/captions', 'features/recordings/pages/captions.tsx'),
  route('teach/recordings/:recordingId/cuts', 'features/recordings/pages/cuts.tsx'),
  route('teach/recordings/:recordingId/slides', 'features/recordings/pages/slides.tsx'),
];

const admin = [
  route('admin', 'shell/pages/admin.tsx'),
  route('admin/courses', 'features/catalogue/pages/admin-courses.tsx'),
  route('admin/sections', 'features/timetable/pages/admin-sections.tsx'),
  route('admin/sections/new', 'features/timetable/pages/new-section.tsx'),
  route('admin/sections/:sectionId', 'features/selection/pages/admin-section.tsx'),
  route('admin/sharing', 'features/timetable/pages/sharing.tsx'),
  route('admin/sections/:sectionId/meetings', 'features/timetable/pages/section-meetings.tsx'),
  route('admin/sections/:sectionId/details', 'features/timetable/pages/section-details.tsx'),
  route('admin/sections/:sectionId/merge', 'features/selection/pages/merge-section.tsx'),
  route('admin/sections/:sectionId/list', 'features/selection/pages/class-list.tsx'),
  route('admin/sections/:sectionId/classes', 'features/formation/pages/section-classes.tsx'),
  route('admin/rounds', 'features/rounds/pages/admin-rounds.tsx'),
  route('admin/rounds/:roundId', 'features/rounds/pages/admin-round.tsx'),
  route('admin/terms', 'features/timetable/pages/admin-terms.tsx'),
  route('admin/terms/new', 'features/timetable/pages/new-term.tsx'),
  route('admin/terms/:termId', 'features/timetable/pages/admin-term.tsx'),
  route('admin/venues', 'features/venues/pages/admin-venues.tsx'),
  route('admin/venues/new', 'features/venues/pages/new-venue.tsx'),
  route('admin/venues/:venueId', 'features/venues/pages/admin-venue.tsx'),
  route('admin/credits', 'features/credits/pages/admin-credits.tsx'),
  route('admin/credits/:entryId', 'features/credits/pages/admin-entry.tsx'),
  route('admin/credits/:entryId/reversal', 'features/credits/pages/reversal.tsx'),
  route('admin/declarations', 'features/declarations/pages/admin-declarations.tsx'),
  route('admin/declarations/:declarationId', 'features/declarations/pages/admin-declaration.tsx'),
  route('admin/declarations/:declarationId/decision', 'features/declarations/pages/decision.tsx'),
  route('admin/appeals', 'features/appeals/pages/admin-appeals.tsx'),
  route('admin/appeals/:appealId', 'features/appeals/pages/admin-appeal.tsx'),
  route('admin/policies', 'features/credits/pages/policies.tsx'),
  route('admin/policies/preview', 'features/credits/pages/policy-preview.tsx'),
  route('admin/policies/:policyId', 'features/credits/pages/policy.tsx'),
  route('admin/exemptions', 'features/credits/pages/admin-exemptions.tsx'),
  route('admin/exemptions/new', 'features/credits/pages/new-exemption.tsx'),
  route('admin/exemptions/:exemptionId', 'features/credits/pages/exemption.tsx'),
  route('admin/assisted', 'features/assisting/pages/admin-assisted.tsx'),
  route('admin/assisted/:consentId', 'features/assisting/pages/admin-assisted-deed.tsx'),
  route('admin/recordings', 'features/recordings/pages/admin-recordings.tsx'),
  route('admin/recordings/viewing', 'features/viewing/pages/viewing-patterns.tsx'),
  route('admin/people', 'features/identity/pages/people.tsx'),
  route('admin/people/:personId', 'features/identity/pages/person.tsx'),
  route('admin/organisation', 'features/organisation/pages/organisation.tsx'),
];

const assist = [
  route('assist', 'features/assisting/pages/assist.tsx'),
  route('assist/log', 'features/assisting/pages/assist-log.tsx'),
  route('assist/offers/:offerId', 'features/assisting/pages/offer.tsx'),
  route('assist/people/:personId', 'features/assisting/pages/assisted-person.tsx'),
  route('assist/people/:personId/sections', 'features/assisting/pages/assisted-sections.tsx'),
  route('assist/people/:personId/sections/:sectionId', 'features/assisting/pages/assisted-section.tsx'),
  route('assist/people/:personId/application', 'features/assisting/pages/assisted-application.tsx'),
  route('assist/people/:personId/slip', 'features/assisting/pages/slip.tsx'),
];

const assess = [
  route('assess', 'features/assessment/pages/assess.tsx'),
  route('assess/people/:personId', 'features/assessment/pages/person.tsx'),
];

const api = [
  route('api/v1/courses', 'features/catalogue/pages/api-courses.ts'),
  route('api/v1/courses/:code', 'features/catalogue/pages/api-course.ts'),
  route('api/v1/teachers', 'features/teachers/pages/api-teachers.ts'),
  route('api/v1/openapi.json', 'shell/pages/openapi.ts'),
];

/** What other systems post; each proves itself by a signature. */
const webhooks = [route('webhooks/mux', 'features/recordings/pages/mux-webhook.ts')];

export default [
  ...[...publicPages, ...me, ...learn, ...teach, ...admin, ...assist, ...assess, ...api, ...webhooks],
  route('*', 'shell/pages/not-found.tsx'),
] satisfies RouteConfig;
