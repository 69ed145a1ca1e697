import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import routes from '#app/routes.ts';
import { tables } from '#app/table-routes.ts';
import { ofNobody } from './files-of-pages.ts';
import { noFile } from './no-file.ts';

const root = join(import.meta.dirname, '../..');

/** What a module uses of the app: parts and pages, as their imports name them. */
function usedBy(path: string): string[] {
  const source = readFileSync(join(root, path), 'utf8');
  return [...source.matchAll(/from '((?:#app\/|\.{1,2}\/)[^']+\.tsx)'/g)].map(([, name = '']) =>
    name.startsWith('#') ? name.slice(1) : join(dirname(path), name),
  );
}

/** Whether a page shows a table, itself or by a part. */
function showsTable(path: string, seen = new Set<string>()): boolean {
  if (seen.has(path) || !existsSync(join(root, path))) return false;
  seen.add(path);
  if (path === 'app/ui/table.tsx') return true;
  // Charts and sheets of the house have their own; the frame has none.
  if (/^app\/(ui|shell\/frame)/.test(path)) return false;
  if (/<table[\s>]/.test(readFileSync(join(root, path), 'utf8'))) return true;
  return usedBy(path).some((used) => showsTable(used, seen));
}

const pages = routes.filter(({ path, file }) => path && file.endsWith('.tsx'));
const withTable = pages.filter(({ file }) => showsTable(`app/${file}`)).map(({ path = '' }) => path);
const withFile: ReadonlySet<string> = new Set(tables.map(({ page }) => page));

describe('every table', () => {
  it('leaves as an Excel file, or is no list of data', () => {
    expect(
      withTable.filter((path) => !withFile.has(path) && !(path in noFile)),
      'give it a file in app/table-routes.ts',
    ).toEqual([]);
    expect(withTable.length).toBeGreaterThan(40);
  });

  it('has one or the other, and nothing is said of pages without', () => {
    expect(Object.keys(noFile).filter((path) => withFile.has(path) || !withTable.includes(path))).toEqual([]);
    expect(tables.filter(({ page }) => !pages.some(({ path }) => path === page))).toEqual([]);
  });

  it.each(tables)('of $page is made by the one mechanism, noted where it shows people', ({ page, file }) => {
    const source = readFileSync(join(root, 'app', file), 'utf8');
    const isOwn = file === 'features/imports/pages/marked-copy.ts';
    expect(source).toMatch(isOwn ? /streamSheet\(/ : /tableFile\(/);
    if (!isOwn) expect(source).not.toMatch(/streamSheet|writeSheet|new Response/);
    const notes = /noteFile\(|noteReadings\(|noteAuditing\(|peopleSheet\(/.test(source);
    expect(notes, page).toBe(!ofNobody.has(page));
  });
});
