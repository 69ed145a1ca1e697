import { build, type Plugin } from 'vite';

/**
 * For the build and the tests: `import { text } from './x.thread.ts?thread'` is that program with what it imports, bundled to one text
 * that `onThread` runs. Packages stay outside of it.
 */
export function threadTexts(): Plugin {
  return {
    name: 'academy-thread-texts',
    enforce: 'pre',
    async load(id) {
      const [file, query] = id.split('?');
      if (!file || query !== 'thread') return null;
      this.addWatchFile(file);
      const built = await build({
        configFile: false,
        logLevel: 'silent',
        build: {
          ssr: file,
          write: false,
          target: 'node20',
          rollupOptions: { output: { format: 'cjs' } },
        },
      });
      const [chunk] = 'output' in built ? built.output : [];
      if (chunk?.type !== 'chunk') throw new Error(`${file}: no program came of it`);
      return `export const text = ${JSON.stringify(chunk.code)};`;
    },
  };
}
