import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import pino from 'pino';
import * as entry from '#app/entry.server.tsx';
import * as root from '#app/root.tsx';
import routes from '#app/routes.ts';
import type { Db } from '#db/database.ts';
import { contextFor } from '#tests/media/asking.ts';

interface RouteModule {
  default?: unknown;
  loader?: unknown;
  action?: unknown;
}

const files = import.meta.glob<RouteModule>('/app/**/pages/*.{ts,tsx}');

export interface Route {
  /** As in app/routes.ts, with its leading slash. */
  pattern: string;
  readable: boolean;
  writable: boolean;
}

/** The pages of app/routes.ts behind the framework's own request handler, without the server around it. */
export interface Academy {
  routes: Route[];
  ask(request: Request, now: Date): Promise<Response>;
  /** Whether the server would make a 503 of the last answer. */
  wasUnavailable(): boolean;
  /** What the last request could not cope with, for the message of a test. */
  troubles: string[];
}

export async function academyOn(db: Db, mediaUrl: string): Promise<Academy> {
  const modules = await Promise.all(
    routes.map(async ({ file, path, index }) => ({
      path,
      index,
      id: file,
      module: (await files[`/app/${file}`]?.()) ?? {},
    })),
  );
  const handle = createRequestHandler(buildOf(modules), 'production');
  const troubles: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void troubles.push(line) });
  let isAway = false;
  return {
    troubles,
    wasUnavailable: () => isAway,
    routes: modules.map(({ path = '', module }) => ({
      pattern: `/${path}`,
      readable: module.default !== undefined || module.loader !== undefined,
      writable: module.action !== undefined,
    })),
    async ask(request, now) {
      troubles.length = 0;
      const context = { ...contextFor({ db, mediaUrl, now: () => now }), log };
      const answer = await handle(request, context);
      isAway = context.unavailable === true;
      // A page that was rendered whole is handed on beside its answer.
      return context.html === undefined ? answer : new Response(context.html, answer);
    },
  };
}

interface Loaded {
  id: string;
  path: string | undefined;
  index: boolean | undefined;
  module: RouteModule;
}

function buildOf(loaded: readonly Loaded[]): ServerBuild {
  const all = [
    { id: 'root', path: '', module: root as RouteModule },
    ...loaded.map((each) => ({ ...each, parentId: 'root' })),
  ];
  const assets = all.map(({ module, ...route }) => ({
    ...route,
    module: `/assets/${route.id}.js`,
    hasLoader: module.loader !== undefined,
    hasAction: module.action !== undefined,
    hasErrorBoundary: route.id === 'root',
  }));
  return {
    entry: { module: entry },
    routes: Object.fromEntries(all.map((route) => [route.id, route])),
    assets: {
      entry: { module: '/assets/entry.js', imports: [] },
      routes: Object.fromEntries(assets.map((asset) => [asset.id, asset])),
      url: '/assets/manifest.js',
      version: '1',
    },
    future: {
      v3_fetcherPersist: true,
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
