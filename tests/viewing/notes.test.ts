import { beforeEach, expect, it } from 'vitest';
import { deleteNote, notesOf, writeNote } from '#app/features/viewing/notes.server.ts';
import { action, loader } from '#app/features/viewing/pages/notes.tsx';
import { loader as recordLoader } from '#app/features/viewing/pages/record.tsx';
import { loader as patternsLoader } from '#app/features/viewing/pages/viewing-patterns.tsx';
import { secondsOf } from '#app/features/viewing/parts/clock.ts';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { aCourse, aLearner, aRecording, type TaughtCourse } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T05:00:00.000Z');

describeOnBothDatabases('notes and the record of viewing', (open) => {
  let db: Db;
  let taught: TaughtCourse;
  let seat: { personId: string; enrolmentId: string; recordingId: string };
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    taught = await aCourse(db);
    const recordingId = await aRecording(db, taught.courseId);
    seat = { ...(await aLearner(db, taught)), recordingId };
    cookie = await cookieOf(db, seat.personId);
  });

  const context = () => contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now });
  const params = () => ({ enrolmentId: seat.enrolmentId, recordingId: seat.recordingId });
  const ask = (page: typeof loader | typeof recordLoader | typeof patternsLoader, as = cookie) =>
    outcomeOf(page, {
      request: new Request('http://127.0.0.1/x', { headers: { cookie: as } }),
      params: params(),
      context: context(),
    });
  const send = (fields: Record<string, string>, as = cookie) =>
    outcomeOf(action, {
      request: new Request('http://127.0.0.1/x', {
        method: 'POST',
        headers: { cookie: as },
        body: new URLSearchParams(fields),
      }),
      params: params(),
      context: context(),
    });
  const words = async () => (await notesOf(db, seat)).map((note) => [note.atSeconds, note.words]);

  it('keeps notes in the order of the lecture, to change and to delete', async () => {
    expect(await send({ means: 'add', at: '2:10', words: ' 后面 ' })).toMatchObject({ status: 303 });
    expect(await send({ means: 'add', at: '0：05', words: '先认门' })).toMatchObject({ status: 303 });
    expect(await words()).toEqual([
      [5, '先认门'],
      [130, '后面'],
    ]);
    const [first] = await notesOf(db, seat);
    const note = first?.id ?? '';
    expect(await send({ means: 'change', note, at: '3:00', words: '再认人' })).toMatchObject({ status: 303 });
    expect(await words()).toEqual([
      [130, '后面'],
      [180, '再认人'],
    ]);
    expect(await send({ means: 'delete', note })).toMatchObject({ status: 303 });
    expect(await send({ means: 'delete', note })).toMatchObject({ status: 404 });
    expect(await words()).toEqual([[130, '后面']]);
  });

  it('says what is wrong, with everything that was typed', async () => {
    const typed = { means: 'add', at: '第二段', words: '' };
    expect(await send(typed)).toMatchObject({ init: { status: 400 }, data: { fields: typed } });
    expect(await send({ means: 'add', at: '9:59', words: '太晚' })).toMatchObject({
      init: { status: 409 },
      data: { errors: [{ field: 'at' }] },
    });
    expect(await send({ means: 'fly' })).toMatchObject({ status: 400 });
    expect(await words()).toEqual([]);
    expect(['90', '1:30', '1:02:03', '1:60', 'x', '', '-1', '1:2:3:4'].map(secondsOf)).toEqual([
      ...[90, 90, 3723, null, null, null, null, null],
    ]);
  });

  it('shows notes to nobody else, and lets nobody else touch them', async () => {
    await send({ means: 'add', at: '5', words: '只给自己看' });
    const [note] = await notesOf(db, seat);
    const other = await aLearner(db, taught);
    const stranger = await cookieOf(db, other.personId);
    expect(await ask(loader, stranger)).toMatchObject({ status: 404 });
    expect(await send({ means: 'delete', note: note?.id ?? '' }, stranger)).toMatchObject({ status: 404 });
    const theirs = { ...other, recordingId: seat.recordingId };
    const change = { seat: theirs, noteId: note?.id ?? '', note: { atSeconds: 1, words: '改' }, now };
    expect(await writeNote(db, change)).toEqual({ ok: false, reason: 'not-found' });
    expect(await deleteNote(db, { seat: theirs, noteId: note?.id ?? '' })).toMatchObject({ ok: false });
    expect(await words()).toEqual([[5, '只给自己看']]);
  });

  it('shows the registrar what came again and again, and the learner the same', async () => {
    const granted = await grantLease(db, { ...seat, now });
    const held = granted?.lease ?? '';
    const report = (to: number, ms: number) =>
      reportViewing(db, {
        ...seat,
        lease: held,
        spans: [[0, to]],
        rate: 1,
        now: new Date(now.getTime() + ms),
      });
    await report(10, 10_000);
    for (let i = 0; i < 4; i++) await report(190, 10_000);
    const registrarId = await aPerson(db);
    await aGrant(db, registrarId, 'registrar');
    const registrar = await cookieOf(db, registrarId);
    expect(await ask(patternsLoader, registrar)).toMatchObject({ patterns: [] });
    await report(190, 10_000);
    const line = { kind: 'too-fast', times: 5, day: '2026-11-22' };
    expect(await ask(patternsLoader, registrar)).toMatchObject({ patterns: [line], hasMore: false });
    expect(await ask(recordLoader)).toMatchObject({
      record: { spans: [[0, 10]], answers: [], oddities: [line] },
    });
    const request = new Request('http://127.0.0.1/x', { headers: { cookie } });
    expect((await answerOf(patternsLoader, { request, context: context() })).status).toBe(403);
  });
});
