import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { vitePlugin as remix } from '@remix-run/dev';
import { createRequestHandler } from '@remix-run/node';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, transformWithEsbuild } from 'vite';
import { threadTexts } from './app/server/thread-texts.ts';

const folder = (name) => fileURLToPath(new URL(`./${name}`, import.meta.url));
const alias = Object.fromEntries(['app', 'db', 'content', 'tests'].map((name) => [`#${name}`, folder(name)]));

const future = {
  v3_fetcherPersist: true,
  v3_relativeSplatPath: true,
  v3_throwAbortReason: true,
  v3_singleFetch: true,
  v3_routeConfig: true,
  // Its endpoint costs a matching per path asked for: a denial of service that is not mended in this line.
  v3_lazyRouteDiscovery: false,
};

/** `--mode tools` bundles the server and the operator's tool; every other mode is the pages. */
export default defineConfig(({ mode, isSsrBuild }) => (mode === 'tools' ? tools() : pages(isSsrBuild)));

function pages(isSsrBuild) {
  return {
    plugins: [
      threadTexts(),
      tailwindcss(),
      devContext(),
      remix({ appDirectory: 'app', future }),
      shortScripts(),
      compressedAssets(),
    ],
    resolve: { alias },
    publicDir: false,
    // Otherwise `import { type A } from './a.server.ts'` leaves an empty import behind and the server file in the browser.
    esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
    build: {
      target: 'es2020',
      cssTarget: 'chrome87',
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      // Four kilobytes less on every interactive page than what the quick way leaves.
      minify: isSsrBuild ? false : 'terser',
      terserOptions: { module: true, ecma: 2020, compress: { passes: 2 } },
      rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
    },
  };
}

/**
 * What every page needs comes in two files, so that a first visit asks little; on a slow phone each question costs
 * more than a few kilobytes. Libraries that one page needs stay with that page.
 */
function chunkOf(id, graph) {
  if (/node_modules\/(react|react-dom|scheduler|react-router(-dom)?|@remix-run|turbo-stream)\//.test(id))
    return 'framework';
  // What only checks sent forms is the server's work; a page that names it all the same gets it by itself.
  if (/\/node_modules\/zod\/|\/app\/lib\/form-[^/]+\.ts$/.test(id)) return 'forms';
  if (/\/app\/(ui|lib)\/[^/]+\.tsx?$/.test(id) && carriedIn(graph).has(id)) return 'design';
  return undefined;
}

const INTERACTIVE = /\binteractive:\s*(true|!0)/;
const carried = new WeakMap();

/** Every module that a page with a script may bring to the browser; what only plain documents show stays out of its files. */
function carriedIn({ getModuleIds, getModuleInfo }) {
  const known = carried.get(getModuleInfo);
  if (known) return known;
  const found = new Set();
  const waiting = [...getModuleIds()].filter(
    (id) => /\/app\/(root|entry\.client)\.tsx$/.test(id) || INTERACTIVE.test(getModuleInfo(id)?.code ?? ''),
  );
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const { importedIds = [], dynamicallyImportedIds = [] } = getModuleInfo(id) ?? {};
    waiting.push(...importedIds, ...dynamicallyImportedIds);
  }
  carried.set(getModuleInfo, found);
  return found;
}

function tools() {
  rmSync(folder('build/tools'), { recursive: true, force: true });
  const entries = { server: 'app/server.ts', academy: 'app/cli/academy.ts' };
  return {
    plugins: [threadTexts()],
    resolve: { alias },
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'build',
      emptyOutDir: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(folder(file)))),
        output: { entryFileNames: '[name].js', chunkFileNames: 'tools/[name]-[hash].js' },
      },
    },
  };
}

/**
 * The list of pages that the browser gets, with those alone that it may be asked to show: links load documents, so nobody goes from
 * one page to another inside the browser.
 */
function shortened(list) {
  const [, before, json, after] = /^([^{]*)(\{.*\})(;?)$/s.exec(list) ?? [];
  if (!json) throw new Error('The list of pages is not what it was: look at what the plugin writes.');
  const manifest = JSON.parse(json);
  const isNeeded = (id) => id === 'root' || INTERACTIVE.test(sourceOf(id));
  manifest.routes = Object.fromEntries(Object.entries(manifest.routes).filter(([id]) => isNeeded(id)));
  return before + JSON.stringify(manifest) + after;
}

function sourceOf(routeId) {
  const file = ['tsx', 'ts'].map((end) => folder(`app/${routeId}.${end}`)).find(existsSync);
  return file ? readFileSync(file, 'utf8') : '';
}

/** The development server gives pages the same load context as the production server. */
function devContext() {
  return {
    name: 'academy-dev-context',
    apply: 'serve',
    configureServer: (vite) => () => {
      vite.middlewares.use(async (req, res, next) => {
        try {
          const { answerInDevelopment } = await vite.ssrLoadModule('#app/server/development.ts');
          const build = await vite.ssrLoadModule('virtual:remix/server-build');
          const render = createRequestHandler(build, 'development');
          await answerInDevelopment({ render, routes: build.routes }, req, res);
        } catch (error) {
          if (error instanceof Error) vite.ssrFixStacktrace(error);
          next(error);
        }
      });
    },
  };
}

/** Scripts that are named by their address (`?url`) come as they were written: this takes comments and long names out of them. */
function shortScripts() {
  return {
    name: 'academy-short-scripts',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.js')) continue;
        const source = typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString();
        const options = { minify: true, target: 'es2020', format: 'esm', sourcemap: false };
        file.source = (await transformWithEsbuild(source, file.fileName, options)).code;
      }
    },
  };
}

/** Writes `.br` and `.gz` beside every script, style and drawing, so that serving them costs no compression. */
function compressedAssets() {
  return {
    name: 'academy-compressed-assets',
    // With the server's build as well: the list of all pages is written between the two.
    apply: 'build',
    closeBundle() {
      const assets = folder('build/client/assets');
      if (!existsSync(assets)) return;
      for (const name of readdirSync(assets)) {
        const file = join(assets, name);
        if (!/\.(js|css|svg|vtt)$/.test(name) || statSync(file).size < 1024) continue;
        if (existsSync(`${file}.br`)) continue;
        if (name.startsWith('manifest-')) writeFileSync(file, shortened(readFileSync(file, 'utf8')));
        const bytes = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(bytes));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
