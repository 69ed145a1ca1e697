import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';
import { Meta, Outlet, Scripts, useLoaderData, useMatches } from '@remix-run/react';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import * as entry from '#app/entry.server.tsx';
import { type Env, readEnv } from '#app/lib/env.ts';
import { failure, jsonAnswer, readForm, readJson } from '#app/lib/http.server.ts';
import type { LightAnswer, LightArgs } from '#app/lib/http-light.ts';
import { useNonce } from '#app/lib/nonce.tsx';
import { createAcademyServer } from '#app/server/create-server.ts';
import { createLog } from '#app/server/log.ts';
import { isInteractive } from '#app/shell/frame.tsx';
import type { Db } from '#db/database.ts';

/** How often each loader of the little site ran. */
export const renders = { home: 0, course: 0 };
/** How the last upload ended: its bytes, or what broke it. */
export const uploads: { last?: number | string } = {};

const routes = {
  root: { module: { default: Root, ErrorBoundary: () => <p>broken</p> } },
  home: { index: true, module: { default: Home, loader: homeLoader, handle: { interactive: true } } },
  course: { path: 'courses/:code', module: { default: () => <p>course</p>, loader: courseLoader } },
  long: { path: 'long', module: { default: Long, handle: { interactive: true } } },
  asked: { path: 'asked', module: { default: Asked, loader: askedLoader } },
  'asked-json': { path: 'json/asked', module: { loader: () => ({ no: 'Response' }) } },
  me: {
    path: 'me',
    module: { default: () => <p>mine</p>, loader: () => null, handle: { interactive: true } },
  },
  'me-json': { path: 'json/me', module: { loader: () => jsonAnswer({ me: true }) } },
  form: { path: 'sections/:id/enrolment', module: { action: formAction } },
  light: { path: 'light/:id', module: { action: lightAction, handle: { light: true } } },
  upload: { path: 'teach/recordings', module: { default: () => <p>up</p>, action: uploadAction } },
  brought: { path: 'admin/imports/new', module: { default: () => <p>new</p>, action: uploadAction } },
  file: { path: 'media/:id', module: { loader: fileLoader } },
  crash: { path: 'crash', module: { loader: crashLoader, default: () => null } },
  'crash-json': { path: 'json/crash', module: { loader: crashLoader } },
  any: {
    path: '*',
    module: { default: () => null, loader: () => Promise.reject(new Response(null, { status: 404 })) },
  },
};

function Root() {
  const nonce = useNonce();
  const interactive = useMatches().some(({ handle }) => isInteractive(handle));
  return (
    <html lang="zh-CN">
      <head>
        <Meta />
      </head>
      <body>
        <Outlet />
        {interactive ? <Scripts nonce={nonce} /> : null}
      </body>
    </html>
  );
}

function homeLoader({ request }: LoaderFunctionArgs) {
  renders.home += 1;
  return { cookies: request.headers.get('cookie'), text: '<script>alert(1)</script>' };
}

function Home() {
  const { cookies, text } = useLoaderData<typeof homeLoader>();
  return (
    <main>
      <p>{cookies}</p>
      {/* Somebody's text that slipped through: it must never be allowed to run. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: that is what is tested */}
      <div dangerouslySetInnerHTML={{ __html: text }} />
    </main>
  );
}

/** What a long page says, line by line. */
export const longLines = Array.from(
  { length: 2_000 },
  (_, n) => `第 ${n} 行：楼栋长${'，'.repeat(n % 7)}请看`,
);

function Long() {
  return longLines.map((line) => <p key={line}>{line}</p>);
}

function askedLoader({ request }: LoaderFunctionArgs) {
  return new URL(request.url).search;
}

function Asked() {
  return <p>{useLoaderData<typeof askedLoader>()}</p>;
}

function courseLoader({ params }: LoaderFunctionArgs) {
  renders.course += 1;
  if (params.code === 'none') throw new Response(null, { status: 404 });
  return params.code === 'cookie' ? new Response('{}', { headers: { 'set-cookie': 'a=b' } }) : null;
}

async function formAction({ request }: ActionFunctionArgs) {
  const form = await readForm(request);
  if (form.get('full')) throw failure(request, 409, { code: 'full', message: '这个班已经满了。' });
  return jsonAnswer({ outcome: 'enrolled' }, { headers: { 'set-cookie': 'seen=1; Path=/' } });
}

async function lightAction({ request, params }: LightArgs): Promise<LightAnswer> {
  const { add } = await readJson(request, z.object({ add: z.number() }));
  const { headers, method, url } = request;
  if (add === 500) throw new Error('secret detail');
  if (add === 503) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
  if (add === 409) throw failure(request, 409, { code: 'full', message: '这个班已经满了。' });
  return { status: 201, body: { ...params, add, method, url, cookie: headers.get('Cookie') } };
}

async function uploadAction({ request }: ActionFunctionArgs) {
  let bytes = 0;
  const reader = request.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      bytes += part.value.length;
    }
    uploads.last = bytes;
  } catch (error) {
    uploads.last = (error as Error).message;
    throw error;
  }
  return new Response(null, { status: 303, headers: { location: `/me?bytes=${bytes}` } });
}

function fileLoader() {
  const headers = {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-range': 'bytes 0-3/9',
    'content-length': '4',
  };
  return new Response('abcd', { status: 206, headers });
}

function crashLoader({ request }: LoaderFunctionArgs): never {
  const away = new URL(request.url).searchParams.has('away');
  throw away ? Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }) : new Error('secret detail');
}

/** Serves the little site on a free port until the test ends; returns its address. */
export async function serveSite(settings: Record<string, string> = {}, db = {} as Db): Promise<string> {
  const reading = readEnv({ LOG_LEVEL: 'silent', ...settings });
  if (!reading.ok) throw new Error(reading.problem);
  const server = createAcademyServer({
    env: reading.env as Env,
    db,
    build: siteBuild(),
    log: createLog('silent'),
    clientFolder: clientFolder(),
    notReady: () => Promise.resolve(settings.LOG_LEVEL === 'fatal' ? 'not yet' : undefined),
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function siteBuild(): ServerBuild {
  const full = Object.entries(routes).map(
    ([id, route]) =>
      [id, { id, ...(id === 'root' ? { path: '' } : { parentId: 'root' }), ...route }] as const,
  );
  const assets = full.map(([id, { module, ...rest }]) => [
    id,
    {
      ...rest,
      module: `/assets/${id}.js`,
      hasLoader: 'loader' in module,
      hasAction: 'action' in module,
      hasErrorBoundary: id === 'root',
    },
  ]);
  return {
    entry: { module: entry },
    routes: Object.fromEntries(full),
    assets: {
      entry: { module: '/assets/entry.js', imports: [] },
      routes: Object.fromEntries(assets),
      url: '/assets/manifest.js',
      version: '1',
    },
    future: {
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
    },
    publicPath: '/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    mode: 'production',
    basename: '/',
  } as unknown as ServerBuild;
}

function clientFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'academy-client-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'entry.js'), 'export {};');
  return folder;
}
