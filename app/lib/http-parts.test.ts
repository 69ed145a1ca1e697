import { expect, it } from 'vitest';
import { readParts } from './http-parts.server.ts';

const MIB = 1024 * 1024;
const head = (about: string) => `--b\r\ncontent-disposition: form-data; ${about}\r\n\r\n`;

/** A form of `mebibytes` of the same few bytes after a beginning, sent piece by piece; `sent` says how much was fetched of it. */
function formOf(beginning: string, again: string, mebibytes: number) {
  const encoder = new TextEncoder();
  const piece = encoder.encode(again.repeat(Math.ceil((64 * 1024) / again.length)));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(sent === 0 ? encoder.encode(beginning) : piece);
        sent += piece.length;
        if (sent > mebibytes * MIB) {
          controller.enqueue(encoder.encode('\r\n--b--\r\n'));
          controller.close();
        }
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  return { request: new Request('http://127.0.0.1/x', init), sent: () => sent };
}

async function read(request: Request) {
  const lengths: Record<string, number> = {};
  let parts = 0;
  const whole = await readParts(request, async ({ name = '', bytes }) => {
    parts += 1;
    lengths[name] = 0;
    for await (const piece of bytes) lengths[name] += piece.length;
  });
  return { whole, parts, lengths };
}

it('reads a part of any size', async () => {
  const { request } = formOf(
    `${head('name="body"')}words\r\n${head('name="file"; filename="a"')}`,
    'photo',
    8,
  );
  const { whole, lengths } = await read(request);
  expect([whole, lengths.body]).toEqual([true, 5]);
  expect(lengths.file).toBeGreaterThan(7.5 * MIB);
});

it('gives up a form whose heads never end, and one of more parts than any form has, long before it is all there', async () => {
  const endless = formOf('--b\r\ncontent-disposition: form-data; name="body"\r\n', 'a\r\n', 100);
  expect(await read(endless.request)).toMatchObject({ whole: false, parts: 0 });
  expect(endless.sent()).toBeLessThan(MIB);
  const many = formOf('', `${head('name="a"')}x\r\n`, 100);
  expect(await read(many.request)).toMatchObject({ whole: false, parts: 1_000 });
  expect(many.sent()).toBeLessThan(MIB);
});

it.each([
  ['方案；定稿;二.jpg', '方案；定稿;二.jpg'],
  ['a=b;c="d".jpg'.replaceAll('"', '%22'), 'a=b;c=%22d%22.jpg'],
  ['C:\\照片\\楼道.jpg', '楼道.jpg'],
  ['', ''],
])('takes a file called %s', async (sent, name) => {
  const { request } = formOf(`${head(`name="file"; filename="${sent}"`)}`, 'photo', 0);
  const names: (string | undefined)[] = [];
  const whole = await readParts(request, async (part) => {
    names.push(part.filename);
    for await (const _piece of part.bytes);
  });
  expect([whole, names]).toEqual([true, [name]]);
});

it('fetches no more than some pieces before whoever reads takes them', async () => {
  const { request, sent } = formOf(head('name="file"; filename="a"'), 'photo', 100);
  let seen = 0;
  const whole = await readParts(request, async ({ bytes }) => {
    for await (const _piece of bytes) {
      await new Promise(setImmediate);
      seen = sent();
      throw new Error('enough');
    }
  });
  expect(whole).toBe(false);
  expect(seen).toBeLessThan(MIB);
  expect(sent()).toBeLessThan(MIB);
});
