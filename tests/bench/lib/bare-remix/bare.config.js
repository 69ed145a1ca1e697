import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

// The same flags as the product, and nothing else: one page, no styles, no database.
export default defineConfig({
  plugins: [
    remix({
      appDirectory: 'tests/bench/lib/bare-remix/app',
      buildDirectory: 'build/bare-remix',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  publicDir: false,
  logLevel: 'warn',
});
