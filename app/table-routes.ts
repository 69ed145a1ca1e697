import { route } from '@remix-run/route-config';

/** A table: the page that shows it, the address of its file and what answers there. */
const table = (page: string, path: string, file: string) => ({ page, path, file });

/** Every table that leaves as an Excel file. The rest of the list of routes is in `app/routes.ts`. */
export const tables = [
  table('admin/people', 'admin/people.xlsx', 'features/identity/pages/people-xlsx.ts'),
  table(
    'admin/sign-in/unused',
    'admin/sign-in/unused.xlsx',
    'features/sign-in/pages/unused-accounts-xlsx.ts',
  ),
  table('admin/organisation', 'admin/organisation.xlsx', 'features/organisation/pages/organisation-xlsx.ts'),
  table('admin/courses', 'admin/courses.xlsx', 'features/catalogue/pages/admin-courses-xlsx.ts'),
  table('admin/sections', 'admin/sections.xlsx', 'features/timetable/pages/admin-sections-xlsx.ts'),
  table(
    'admin/sections/:sectionId',
    'admin/sections/:sectionId/people.xlsx',
    'features/selection/pages/section-people-xlsx.ts',
  ),
  table(
    'admin/sections/:sectionId/certificates',
    'admin/sections/:sectionId/certificates.xlsx',
    'features/credentials/pages/section-certificates-xlsx.ts',
  ),
  table('admin/terms', 'admin/terms.xlsx', 'features/timetable/pages/admin-terms-xlsx.ts'),
  table('admin/rounds', 'admin/rounds.xlsx', 'features/rounds/pages/admin-rounds-xlsx.ts'),
  table('admin/venues', 'admin/venues.xlsx', 'features/venues/pages/admin-venues-xlsx.ts'),
  table('admin/credits', 'admin/credits.xlsx', 'features/credits/pages/admin-credits-xlsx.ts'),
  table(
    'admin/credits/adjustments',
    'admin/credits/adjustments.xlsx',
    'features/adjustments/pages/adjustments-xlsx.ts',
  ),
  table(
    'admin/declarations',
    'admin/declarations.xlsx',
    'features/declarations/pages/admin-declarations-xlsx.ts',
  ),
  table('admin/appeals', 'admin/appeals.xlsx', 'features/appeals/pages/admin-appeals-xlsx.ts'),
  table('admin/policies', 'admin/policies.xlsx', 'features/credits/pages/policies-xlsx.ts'),
  table('admin/exemptions', 'admin/exemptions.xlsx', 'features/credits/pages/admin-exemptions-xlsx.ts'),
  table(
    'admin/certificates',
    'admin/certificates.xlsx',
    'features/credentials/pages/admin-certificates-xlsx.ts',
  ),
  table('admin/statements', 'admin/statements.xlsx', 'features/closing/pages/admin-statements-xlsx.ts'),
  table(
    'admin/statements/:year/people',
    'admin/statements/:year/statements.xlsx',
    'features/closing/pages/year-xlsx.ts',
  ),
  table('admin/assisted', 'admin/assisted.xlsx', 'features/assisting/pages/admin-assisted-xlsx.ts'),
  table('admin/recordings', 'admin/recordings.xlsx', 'features/recordings/pages/admin-recordings-xlsx.ts'),
  table(
    'admin/recordings/viewing',
    'admin/recordings/viewing.xlsx',
    'features/viewing/pages/viewing-patterns-xlsx.ts',
  ),
  table('admin/imports', 'admin/imports.xlsx', 'features/imports/pages/imports-xlsx.ts'),
  table(
    'admin/imports/:importId',
    'admin/imports/:importId/marked.xlsx',
    'features/imports/pages/marked-copy.ts',
  ),
  table('admin/corrections', 'admin/corrections.xlsx', 'features/privacy/pages/admin-corrections-xlsx.ts'),
  table(
    'admin/suggestions',
    'admin/suggestions.xlsx',
    'features/suggestions/pages/admin-suggestions-xlsx.ts',
  ),
  table('admin/waivers', 'admin/waivers.xlsx', 'features/assessment/pages/waivers-xlsx.ts'),
  table('admin/audit', 'admin/audit/journal.xlsx', 'features/audit/pages/audit-xlsx.ts'),
  table(
    'teach/courses/:code/questions',
    'teach/courses/:code/questions.xlsx',
    'features/exercises/pages/bank-xlsx.ts',
  ),
  table('teach/exercises', 'teach/exercises.xlsx', 'features/exercises/pages/desk-xlsx.ts'),
  table(
    'teach/exercises/marking',
    'teach/exercises/marking.xlsx',
    'features/exercises/pages/marking-queue-xlsx.ts',
  ),
  table('teach/recordings', 'teach/recordings.xlsx', 'features/recordings/pages/uploads-xlsx.ts'),
  table('teach/tasks', 'teach/tasks.xlsx', 'features/tasks/pages/queue-xlsx.ts'),
  table('assist', 'assist.xlsx', 'features/assisting/pages/assist-xlsx.ts'),
  table('assist/log', 'assist/log.xlsx', 'features/assisting/pages/assist-log-xlsx.ts'),
  table('assess', 'assess/people.xlsx', 'features/overview/pages/people-xlsx.ts'),
  table('me/credits', 'me/credits.xlsx', 'features/credits/pages/my-credits-xlsx.ts'),
  table('me/certificates', 'me/certificates.xlsx', 'features/credentials/pages/my-certificates-xlsx.ts'),
  table(
    'admin/sections/:sectionId/meetings',
    'admin/sections/:sectionId/meetings.xlsx',
    'features/timetable/pages/section-meetings-xlsx.ts',
  ),
  table('admin/sharing', 'admin/sharing.xlsx', 'features/timetable/pages/sharing-xlsx.ts'),
  table(
    'teach/sections/:sectionId',
    'teach/sections/:sectionId/people.xlsx',
    'shell/pages/teach-section-xlsx.ts',
  ),
  table(
    'teach/recordings/reviews',
    'teach/recordings/reviews.xlsx',
    'features/recordings/pages/reviews-xlsx.ts',
  ),
  table('assess/coverage', 'assess/coverage.xlsx', 'features/overview/pages/coverage-xlsx.ts'),
];

export const tableFiles = tables.map(({ path, file }) => route(path, file));
