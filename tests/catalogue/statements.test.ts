import { beforeAll, expect, it } from 'vitest';
import { loader as apiCourse } from '#app/features/catalogue/pages/api-course.ts';
import { loader as apiCourses } from '#app/features/catalogue/pages/api-courses.ts';
import { loader as course } from '#app/features/catalogue/pages/course.tsx';
import { loader as courses } from '#app/features/catalogue/pages/courses.tsx';
import type { Db } from '#db/database.ts';
import { contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withPolicies } from '#tests/support/world.ts';
import { aLargeLibrary } from './large-library.ts';
import { someTime } from './some-courses.ts';
import { scannedTables, watched } from './statements.ts';

const MOST_STATEMENTS = 8;
/** A handful of rows, however large the academy grows. */
const small = ['term_window', 'term'];

describeOnBothDatabases('what the public pages ask the database', (open) => {
  let db: Db;
  let code: string;

  beforeAll(async () => {
    db = await open();
    await withPolicies(db);
    code = (await aLargeLibrary(db))[500] ?? '';
    if (open.engine === 'mariadb')
      for (const table of ['course', 'section', 'meeting', 'seat_count', 'five_one', 'course_version'])
        await db.executeQuery({
          ...db.selectFrom('course').compile(),
          sql: `analyze table ${table}`,
          parameters: [],
        });
  });

  it.each([
    { page: courses, address: '/courses', params: {} },
    { page: courses, address: '/courses?q=xieshang&school=governance&sort=title&page=2', params: {} },
    { page: apiCourses, address: '/api/v1/courses?open=1&page=3', params: {} },
    { page: course, address: '/courses/', params: 'code' },
    { page: apiCourse, address: '/api/v1/courses/', params: 'code' },
  ])('$address: few statements, each by an index', async ({ page, address, params }) => {
    const { db: eyed, statements } = watched(db);
    const question = {
      request: new Request(`http://127.0.0.1${address}${params === 'code' ? code : ''}`),
      params: { code },
      context: contextFor({ db: eyed, mediaUrl: 'file:/nowhere', now: () => someTime }),
    };
    await outcomeOf(page, question);
    statements.length = 0;
    await outcomeOf(page, question);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.length, statements.map(({ sql }) => sql).join('\n')).toBeLessThanOrEqual(
      MOST_STATEMENTS,
    );
    for (const statement of statements) {
      const scanned = await scannedTables(db, open.engine, statement);
      expect(
        scanned.filter((table) => !small.includes(table)),
        statement.sql,
      ).toEqual([]);
    }
  });
});
