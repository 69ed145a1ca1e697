import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const streamFolder = dirname(dirname(require.resolve('turbo-stream')));
const reactFolder = dirname(require.resolve('@remix-run/react/package.json'));
const load = async <T>(file: string): Promise<T> => (await import(pathToFileURL(file).href)) as T;

interface TurboStream {
  decode(stream: ReadableStream<Uint8Array>): Promise<{ value: unknown }>;
}
interface Errors {
  deserializeErrors(errors: Record<string, unknown>): Record<string, unknown>;
}
interface SingleFetch {
  decodeViaTurboStream(stream: ReadableStream<Uint8Array>, global: object): Promise<{ value: unknown }>;
}

let built = false;
class Planted {
  constructor() {
    built = true;
  }
}
const shelf = globalThis as { Planted?: unknown; window?: unknown };
// deserializeErrors looks for constructors on `window`.
beforeAll(() => Object.assign(shelf, { Planted, window: globalThis }));
afterAll(() => {
  delete shelf.Planted;
  delete shelf.window;
});

const dist = (file: string) => join(streamFolder, 'dist', file);

describe.each([dist('turbo-stream.js'), dist('turbo-stream.mjs')])('%s', (file) => {
  it('builds errors of the language', async () => {
    const { decode } = await load<TurboStream>(file);
    expect((await decode(streamOf('[["E","bad","TypeError"]]\n'))).value).toBeInstanceOf(TypeError);
  });

  it.each(['Planted', 'Function', 'WebSocket', 'constructor'])('builds no %s', async (name) => {
    const { decode } = await load<TurboStream>(file);
    const { value } = await decode(streamOf(`[["E","return 1","${name}"]]\n`));
    expect(Object.getPrototypeOf(value)).toBe(Error.prototype);
    expect(built).toBe(false);
  });
});

describe.each(['dist/errors.js', 'dist/esm/errors.js'])('@remix-run/react %s', (file) => {
  it('builds errors of the language and nothing else', async () => {
    const { deserializeErrors } = await load<Errors>(join(reactFolder, file));
    const error = (type: string) => ({ __type: 'Error', __subType: type, message: 'm' });
    const { good, bad } = deserializeErrors({ good: error('RangeError'), bad: error('Planted') });
    expect(good).toBeInstanceOf(RangeError);
    expect(Object.getPrototypeOf(bad)).toBe(Error.prototype);
    expect(built).toBe(false);
  });
});

describe('@remix-run/react dist/single-fetch.js', () => {
  it.each([
    ['SyntaxError', SyntaxError],
    ['Planted', Error],
    ['Function', Error],
  ])('makes of %s no more than an error', async (name, wanted) => {
    const { decodeViaTurboStream } = await load<SingleFetch>(join(reactFolder, 'dist/single-fetch.js'));
    const stream = streamOf(`[["SanitizedError",1,2],"${name}","m"]\n`);
    const { value } = await decodeViaTurboStream(stream, globalThis);
    expect(Object.getPrototypeOf(value)).toBe(wanted.prototype);
    expect(built).toBe(false);
  });
});

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Response(text).body as ReadableStream<Uint8Array>;
}
