/**
 * Draws the components on sample pages, one static file per page and view, for looking at:
 * `npx tsx app/ui/gallery/render.tsx [folder]`. Nothing of this is part of the product.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { renderToStaticMarkup } from 'react-dom/server';
import { build } from 'vite';
import { PageShell } from '#app/ui/page-shell.tsx';
import { type TextSize, type View, viewAttributes } from '#app/ui/view.tsx';
import { CoursesPage } from './page-courses.tsx';
import { FormPage } from './page-form.tsx';
import { HomePage } from './page-home.tsx';
import { MePage } from './page-me.tsx';
import { SheetPage } from './page-sheet.tsx';
import { StaffPage } from './page-staff.tsx';
import { nav } from './samples.ts';

const pages = {
  home: { Page: HomePage, width: 'standard' },
  courses: { Page: CoursesPage, width: 'standard' },
  me: { Page: MePage, width: 'standard' },
  form: { Page: FormPage, width: 'reading' },
  staff: { Page: StaffPage, width: 'wide' },
  sheet: { Page: SheetPage, width: 'standard' },
} as const;

const looks: readonly [View, TextSize][] = [
  ['standard', '1'],
  ['elder', '1'],
  ['elder', '3'],
];

async function buildStyles(folder: string) {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [tailwindcss()],
    build: {
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        input: 'app/styles/app.css',
        output: { assetFileNames: 'app.css' },
      },
    },
  });
}

function renderPage(name: keyof typeof pages, view: View, textSize: TextSize) {
  const { Page, width } = pages[name];
  return renderToStaticMarkup(
    <html lang="zh-CN" {...viewAttributes(view, textSize)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${name} · 社区学院`}</title>
        <link rel="stylesheet" href="app.css" />
      </head>
      <body>
        <PageShell
          view={view}
          textSize={textSize}
          here={`/${name}`}
          nav={nav.map((item) => ({ ...item, current: item.href === (name === 'home' ? '/' : `/${name}`) }))}
          account={name === 'home' ? undefined : { label: '我的', href: '/me', current: name === 'me' }}
          width={width}
          breadcrumb={
            name === 'staff'
              ? [
                  { label: '教学', href: '/teach' },
                  { label: '我带的班', href: '/teach/sections' },
                ]
              : undefined
          }
          footerNote="云谷社区学院 · 云谷路睦邻中心一楼，周一到周五 9:00–17:00"
        >
          <Page />
        </PageShell>
      </body>
    </html>,
  );
}

const folder = process.argv[2] ?? '/tmp/gallery';
mkdirSync(folder, { recursive: true });
await buildStyles(folder);
for (const name of Object.keys(pages) as (keyof typeof pages)[]) {
  for (const [view, textSize] of looks) {
    const file = `${name}-${view === 'elder' ? `elder${textSize}` : view}.html`;
    writeFileSync(join(folder, file), `<!doctype html>${renderPage(name, view, textSize)}`);
  }
}
