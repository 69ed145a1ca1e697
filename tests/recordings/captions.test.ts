import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { action, loader } from '#app/features/recordings/pages/captions.tsx';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import type { Db } from '#db/database.ts';
import { cookieWith } from '#tests/identity/support.ts';
import { contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aRecording } from './academy.ts';

const srt = (times: readonly string[]) =>
  times.map((time, at) => `${at + 1}\n00:0${time},000 --> 00:0${time},900\n第${at + 1}句\n`).join('\n');

/** 先认门 in GBK, as Chinese Windows programs write it. */
const gbk = Buffer.concat([
  Buffer.from('1\n00:00:01,000 --> 00:00:03,000\n'),
  Buffer.from([0xcf, 0xc8, 0xc8, 0xcf, 0xc3, 0xc5]),
  Buffer.from('\n'),
]);

describeOnBothDatabases('captions, cue by cue', (open) => {
  let db: Db;
  let folder: string;
  let recordingId: string;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'captions-'));
    recordingId = await aRecording(db, (await aCourse(db)).courseId, { published: false });
    cookie = await cookieWith(db, 'registrar');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${join(folder, 'media')}` });
  const params = () => ({ recordingId });
  const asked = (body?: BodyInit) =>
    new Request('http://127.0.0.1/x', { headers: { cookie }, ...(body ? { method: 'POST', body } : {}) });
  async function sent(fields: Record<string, string | File>, by?: string) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ version: by ?? (await version()), ...fields }))
      form.append(name, value);
    return outcomeOf(action, { request: asked(form), params: params(), context: context() });
  }
  const recording = async () => {
    const actor = await requireActor(asked(), context());
    return recordingAtDesk(db, actor, recordingId);
  };
  const version = async () => (await recording())?.captionsMediaId ?? '';
  const words = async () =>
    (await captionsOf(db, { mediaId: await version(), env: context().env }))?.cues.map(({ text }) => text);
  const file = (content: string | Uint8Array<ArrayBuffer>) => ({
    deed: 'file',
    file: new File([content], '字幕.srt'),
  });
  const ends = async (outcome: unknown) => {
    expect(outcome).toMatchObject({ status: 303 });
    return (outcome as Response).headers.get('location')?.split('/captions')[1];
  };

  it('takes a file in UTF-8 or GBK, and says the line where it goes wrong', async () => {
    expect(await ends(await sent(file(srt(['0:01', '0:02']))))).toBe('?page=1&done=file');
    expect(await words()).toEqual(['第1句', '第2句']);
    expect(await ends(await sent(file(new Uint8Array(gbk))))).toBe('?page=1&done=file');
    expect(await words()).toEqual(['先认门']);
    for (const [content, say] of [
      [srt(['0:01', '9:59']), '第 6 行'],
      ['', '请选一个'],
      ['没有时间', '没有找到时间'],
      [new Uint8Array([0xff, 0xd8, 0xff, 0]), '不是文字字幕'],
    ] as const)
      expect(JSON.stringify(await sent(file(content as string)))).toContain(say);
    expect(await words()).toEqual(['先认门']);
  });

  it('keeps a page of cues, splits, removes, adds and shifts', async () => {
    const times = Array.from({ length: 25 }, (_, at) => `${Math.floor(at / 10)}:${(at % 10) + 10}`);
    await sent(file(srt(times)));
    const page = await outcomeOf(loader, {
      request: new Request('http://127.0.0.1/x?page=2', { headers: { cookie } }),
      params: params(),
      context: context(),
    });
    expect(page).toMatchObject({ desk: { total: 25, page: 2, cues: [{ index: 20 }, {}, {}, {}, {}] } });
    const typed = { 'from-20': '2:10', 'to-20': '2:11', 'text-20': '改过的，一句' };
    expect(await ends(await sent({ deed: 'split:20', page: '2', ...typed }))).toBe('?page=2&done=split');
    expect((await words())?.slice(20, 22)).toEqual(['改过的，', '一句']);
    expect(await ends(await sent({ deed: 'remove:0' }))).toBe('?page=1&done=remove');
    const added = { deed: 'add', 'new-from': '3:00', 'new-to': '3:02', 'new-text': '最后' };
    expect(await ends(await sent(added))).toBe('?page=2&done=add');
    expect((await words())?.at(-1)).toBe('最后');
    expect(await ends(await sent({ deed: 'shift', seconds: '-1.5', after: '2:30' }))).toBe(
      '?page=1&done=shift',
    );
    const { cues = [] } = (await captionsOf(db, { mediaId: await version(), env: context().env })) ?? {};
    expect(cues.at(-1)).toMatchObject({ fromMs: 178_500, toMs: 180_500 });
    for (const [fields, field] of [
      [{ deed: 'save', 'from-0': 'x', 'to-0': '1', 'text-0': 'x' }, 'from-0'],
      [{ deed: 'shift', seconds: '很多' }, 'seconds'],
      [{ deed: 'shift', seconds: '1', after: '中间' }, 'after'],
      [{ deed: 'shift', seconds: '-90' }, 'seconds'],
      [{ deed: 'add', 'new-from': '0:01', 'new-to': '0:01', 'new-text': '' }, 'new-to'],
      [{ deed: 'dance' }, ''],
    ] as const)
      expect(await sent(fields)).toMatchObject({ data: { problems: [{ field }] }, init: { status: 400 } });
  });

  it('tells whoever typed over captions that somebody else has changed since', async () => {
    await sent(file(srt(['0:01', '0:02'])));
    const seen = await version();
    const typed = { deed: 'save', 'from-0': '0:01', 'to-0': '0:02' };
    await sent({ ...typed, 'text-0': '她的' });
    const late = await sent({ ...typed, 'text-0': '他的' }, seen);
    expect(late).toMatchObject({
      data: { fields: { 'text-0': '他的', version: seen } },
      init: { status: 409 },
    });
    expect(JSON.stringify(late)).toContain('刚被别人改过');
    const now = await version();
    const both = await Promise.all(['甲', '乙'].map((text) => sent({ ...typed, 'text-0': text }, now)));
    expect(both.filter((outcome) => (outcome as Response).status === 303)).toHaveLength(1);
    // The video, and one file for each kept change.
    expect(await db.selectFrom('media_file').selectAll().execute()).toHaveLength(4);
  });

  it('keeps one cue at least', async () => {
    await sent(file(srt(['0:01'])));
    expect(JSON.stringify(await sent({ deed: 'remove:0' }))).toContain('至少要留一条');
  });
});
