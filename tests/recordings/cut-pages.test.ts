import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cutStateOf } from '#app/features/recordings/cut-state.server.ts';
import { action, loader } from '#app/features/recordings/pages/cuts.tsx';
import { action as edit } from '#app/features/recordings/pages/edit-recording.tsx';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf, cookieWith } from '#tests/identity/support.ts';
import { contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aRecording } from './academy.ts';

describeOnBothDatabases('the page where a recording is cut', (open) => {
  let db: Db;
  let folder: string;
  let registrar: string;
  let recordingId: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'cut-pages-'));
    registrar = await cookieWith(db, 'registrar');
    const { courseId } = await aCourse(db);
    recordingId = await aRecording(db, courseId, { published: false });
    const chapters = JSON.stringify([
      { fromMs: 0, title: '开场' },
      { fromMs: 30_000, title: '认门' },
    ]);
    await db.updateTable('recording').set({ chapters }).where('id', '=', recordingId).execute();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${join(folder, 'media')}` });
  const at = `http://127.0.0.1/teach/recordings/x/cuts`;
  const look = (query = '', cookie = registrar, id = recordingId) =>
    outcomeOf(loader, {
      request: new Request(`${at}${query}`, { headers: { cookie } }),
      params: { recordingId: id },
      context: context(),
    });
  const send = (fields: Record<string, string>, id = recordingId) =>
    outcomeOf(action, {
      request: new Request(at, {
        method: 'POST',
        headers: { cookie: registrar },
        body: new URLSearchParams(fields),
      }),
      params: { recordingId: id },
      context: context(),
    });

  it('shows what would come of it before anything is saved', async () => {
    expect(await look()).toMatchObject({ desk: { rows: [0], result: { durationMs: 200_000, cuts: [] } } });
    expect(await look('?start=0:30&end=&from-0=1:00&to-0=1:10&from-1=2:00&to-1=2:10&remove=1')).toMatchObject(
      {
        desk: {
          rows: [0, 1],
          fields: { start: '0:30', 'from-0': '1:00' },
          result: { durationMs: 160_000, loss: { chapters: ['开场'], cues: 0, shortened: 0 } },
        },
      },
    );
    expect(await look('?start=later&from-4=1:00')).toMatchObject({
      desk: {
        result: null,
        rows: [4, 5],
        problems: [{ field: 'start' }, { field: 'to-4' }],
        fields: { start: 'later' },
      },
    });
    expect((await cutStateOf(db, recordingId)).wish).toBeNull();
  });

  it('saves, says what is wrong with all that was typed kept, and gives up', async () => {
    const bad = { deed: 'save', start: '0:30', 'from-0': '1:00', 'to-0': '0:50' };
    expect(await send(bad)).toMatchObject({
      init: { status: 400 },
      data: { fields: bad, problems: [{ field: 'to-0', words: '结束要比开始晚。' }] },
    });
    const answer = await send({ ...bad, 'to-0': '1:50' });
    expect(answer).toMatchObject({ status: 303 });
    expect((answer as Response).headers.get('location')).toContain('cuts?done=waits');
    expect((await cutStateOf(db, recordingId)).wish?.cuts).toEqual([
      { fromMs: 0, toMs: 30_000 },
      { fromMs: 60_000, toMs: 110_000 },
    ]);
    expect(await look()).toMatchObject({
      desk: { fields: { start: '0:30', 'from-0': '1:00' }, processing: { state: 'waiting', cutting: true } },
    });
    expect(await send({ deed: 'delete' })).toMatchObject({ init: { status: 409 } });
    expect(await send({ deed: 'drop' })).toMatchObject({ status: 303 });
    expect((await cutStateOf(db, recordingId)).wish).toBeNull();
    expect(await send({ deed: 'something' })).toMatchObject({ init: { status: 409 } });
  });

  it('is for whoever keeps the recording, and cuts drafts only', async () => {
    const personId = await aPerson(db);
    await aGrant(db, personId, 'instructor');
    expect(await look('', await cookieOf(db, personId))).toMatchObject({ status: 404 });
    expect(await look('', registrar, 'unknown')).toMatchObject({ status: 404 });
    expect(await send({ deed: 'save' }, 'unknown')).toMatchObject({ status: 404 });
    const published = await aRecording(db, (await aCourse(db)).courseId);
    expect(await look('', registrar, published)).toMatchObject({
      desk: { recording: { state: 'published' } },
    });
    expect(await send({ deed: 'save', start: '0:10' }, published)).toMatchObject({
      init: { status: 409 },
      data: { problems: [{ words: expect.stringContaining('新版') }] },
    });
  });

  it('refuses times that were written over another film', async () => {
    const fields = {
      means: 'describe',
      title: '先认门',
      summary: '',
      chapters: '0:10 开场',
      film: 'another',
    };
    const answer = await outcomeOf(edit, {
      request: new Request(at, {
        method: 'POST',
        headers: { cookie: registrar },
        body: new URLSearchParams(fields),
      }),
      params: { recordingId },
      context: context(),
    });
    expect(answer).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'chapters' }], fields },
    });
  });
});
