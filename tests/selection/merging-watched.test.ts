import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planRequirements, requirementsOf } from '#app/features/completion/requirements.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { standingFor } from '#app/features/making-up/standing.server.ts';
import { setMeetingRecording } from '#app/features/recordings/meeting-recordings.server.ts';
import { notesOf, writeNote } from '#app/features/viewing/notes.server.ts';
import { action as viewing } from '#app/features/viewing/pages/viewing.ts';
import { addSpans, coveredMs, type Span } from '#app/features/viewing/viewing.rules.ts';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import { viewingRecord } from '#app/features/viewing/viewing-record.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { cookieOf } from '#tests/identity/support.ts';
import { aMember, type Member, registrar, watchAll } from '#tests/making-up/classroom.ts';
import { contextFor, lightAnswerOf } from '#tests/media/asking.ts';
import { aRecording } from '#tests/recordings/academy.ts';
import { ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { twoSections } from './two-sections.ts';

const SECONDS = 600;
/** Pieces of a lecture as somebody watches them, one after the other, and a device taken in between. */
const sitting = fc.record({
  pieces: fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 500 }),
      seconds: fc.integer({ min: 1, max: 60 }),
      takesOver: fc.boolean(),
    }),
    { minLength: 2, maxLength: 7 },
  ),
  /** After which piece the section is merged. */
  mergedAfter: fc.nat({ max: 6 }),
  sectionsOwn: fc.boolean(),
});

describeOnBothDatabases('what people have watched in a section that is merged', (open) => {
  const room = twoSections(open);
  const { merge, moved, there, sound } = room;

  const aLecture = async (sectionId: string | null = null) => {
    const id = await aRecording(room.db, room.from.course.courseId, { durationSeconds: SECONDS });
    await room.db.updateTable('recording').set({ section_id: sectionId }).where('id', '=', id).execute();
    return id;
  };
  const seatOf = ({ enrolmentId, personId }: Member, recordingId: string) => ({
    ...{ enrolmentId, personId, recordingId },
  });
  const keptOf = (who: Member, recordingId: string) => viewingRecord(room.db, seatOf(who, recordingId));
  async function leaseFor(who: Member, recordingId: string, at: Date) {
    const granted = await grantLease(room.db, { ...seatOf(who, recordingId), now: at });
    if (!granted) throw new Error('no lease');
    return granted.lease;
  }
  const inMs = (spans: readonly Span[]) => spans.map(([from, to]): Span => [from * 1000, to * 1000]);
  /** Two sections anew, with somebody new in the first. */
  async function anew() {
    room.from = await room.another();
    room.into = await room.another({ title: '周六班' });
    room.who = await aMember(room.db, room.from);
  }

  it('goes along whole, whenever the merge comes, while the player goes on at its address', async () => {
    await fc.assert(
      fc.asyncProperty(sitting, async ({ pieces, mergedAfter, sectionsOwn }) => {
        await anew();
        const { db, who } = room;
        const recordingId = await aLecture(sectionsOwn ? room.from.sectionId : null);
        let at = now;
        let lease = await leaseFor(who, recordingId, at);
        let watched: Span[] = [];
        for (const [index, { from, seconds, takesOver }] of pieces.entries()) {
          if (takesOver) lease = await leaseFor(who, recordingId, at);
          at = new Date(at.getTime() + seconds * 1000);
          const spans: Span[] = [[from, from + seconds]];
          const answer = await reportViewing(db, {
            ...seatOf(who, recordingId),
            ...{ lease, spans, rate: 1, now: at },
          });
          watched = addSpans(watched, inMs(spans));
          expect(answer).toMatchObject({ accepted: true, coveredSeconds: coveredMs(watched) / 1000 });
          if (index === Math.min(mergedAfter, pieces.length - 1))
            expect(await merge(at)).toMatchObject({ ok: true });
        }
        const own = await there();
        expect(inMs((await keptOf(own, recordingId)).spans)).toEqual(watched);
        expect((await keptOf(who, recordingId)).spans).toEqual([]);
      }),
      { numRuns: 8 },
    );
    await sound();
  }, 60_000);

  it('loses nothing of a report, a first lease and a note that come in its instant', async () => {
    for (let round = 0; round < 8; round++) {
      await anew();
      const { db, who } = room;
      const [recordingId, other] = [await aLecture(room.from.sectionId), await aLecture()];
      const late = await aMember(db, room.from);
      const lease = await leaseFor(who, recordingId, now);
      const at = after({ minutes: 5 });
      const report = (from: number, when = at) =>
        reportViewing(db, {
          ...{ ...seatOf(who, recordingId), lease, spans: [[from, from + 15]], rate: 1, now: when },
        });
      const merging = merge();
      // Later into the merge every round.
      for (let step = 0; step < round * 6; step++)
        await db.selectFrom('term').select('id').limit(1).execute();
      const note = { atSeconds: 3, words: '先认门' };
      const [first, second, begun, written] = await Promise.all([
        report(0),
        report(100),
        leaseFor(late, other, at),
        writeNote(db, { seat: seatOf(who, recordingId), noteId: null, note, now: at }),
      ]);
      expect([first, second]).toMatchObject([{ accepted: true }, { accepted: true }]);
      expect(await merging).toMatchObject({ ok: true });
      const own = await there();
      const { spans } = await keptOf(own, recordingId);
      expect(spans).toEqual([
        [0, 15],
        [100, 115],
      ]);
      const notes = await notesOf(db, seatOf(own, recordingId));
      expect(notes).toHaveLength(written.ok ? 1 : 0);
      const left = await notesOf(db, seatOf(who, recordingId));
      expect(left).toEqual([]);
      const going = { ...seatOf(late, other), lease: begun, spans: [[0, 20]] as Span[], rate: 1 };
      expect(await reportViewing(db, { ...going, now: after({ minutes: 6 }) })).toMatchObject({
        ...{ accepted: true, coveredSeconds: 20 },
      });
    }
    await sound();
  }, 60_000);

  it('takes a late report of a device before, also through its page', async () => {
    const { db, who } = room;
    const recordingId = await aLecture(room.from.sectionId);
    const first = await leaseFor(who, recordingId, now);
    await leaseFor(who, recordingId, after({ minutes: 1 }));
    const own = await moved();
    const at = after({ minutes: 6 });
    const context = contextFor({ db, mediaUrl: 'file:/tmp', now: () => at });
    const body = JSON.stringify({ lease: first, spans: [[0, 50]], rate: 1, late: true });
    const headers = { cookie: await cookieOf(db, who.personId, at), 'content-type': 'application/json' };
    const answer = await lightAnswerOf(viewing, {
      request: new Request('http://127.0.0.1/x', { method: 'POST', body, headers }),
      params: { enrolmentId: who.enrolmentId, recordingId },
      context,
    });
    expect([answer.status, await answer.json()]).toMatchObject([200, { coveredSeconds: 50 }]);
    expect((await keptOf(own, recordingId)).spans).toEqual([[0, 50]]);
  });

  it('meets what the other section asks where it is enough, else the rest can be watched there', async () => {
    const { db, who } = room;
    const [enough, more] = [
      await aRecording(db, room.from.course.courseId, { durationSeconds: 100 }),
      await aRecording(db, room.from.course.courseId, { durationSeconds: 100 }),
    ];
    const asks = [
      { ...ask('watch', enough), detail: { minimumShare: 0.5 } },
      { ...ask('watch', more), detail: { minimumShare: 1 } },
    ];
    await planRequirements(db, room.into.sectionId, asks);
    await watchAll(db, who, enough, now);
    await watchAll(db, who, more, after({ minutes: 2 }));
    const own = await moved();
    const met = async () => (await requirementsOf(db, [own.enrolmentId])).map(({ metAt }) => metAt !== null);
    expect(await met()).toEqual([true, false]);
    expect(await keptOf(own, more)).toMatchObject({ spans: [[0, 95]], completedAt: null });
    const at = after({ minutes: 10 });
    const lease = await leaseFor(own, more, at);
    await reportViewing(db, {
      ...{ ...seatOf(own, more), lease, spans: [[95, 100]], rate: 1, now: after({ minutes: 11 }) },
    });
    expect(await met()).toEqual([true, true]);
    expect((await there()).state).toBe('completed');
    await sound();
  });

  it('lets what stood for a meeting of the one section stand for one of the other', async () => {
    const { db, from, into } = room;
    const stand = (recordingId: string, meetingId = '') =>
      inTransaction(db, (trx) => setMeetingRecording(trx, { actor: registrar, meetingId, recordingId, now }));
    const [third, first, there] = [await aLecture(from.sectionId), await aLecture(), await aLecture()];
    expect(await stand(third, from.meetingIds[2])).toBe(true);
    expect(await stand(first, from.meetingIds[0])).toBe(true);
    expect(await stand(there, into.meetingIds[0])).toBe(true);
    await moved();
    const { standing } = await standingFor(db, into.sectionId);
    expect(into.meetingIds.map((id) => standing.get(id)?.recording?.id ?? null)).toEqual([
      there,
      null,
      third,
    ]);
    // What is not needed there is free for another meeting.
    expect(await stand(first, into.meetingIds[1])).toBe(true);
  });

  it('opens recordings of the one section to all of the other', async () => {
    const recordingId = await aLecture(room.from.sectionId);
    const one = await aMember(room.db, room.into);
    const wish = { ...seatOf(one, recordingId), now: after({ minutes: 9 }) };
    expect(await grantLease(room.db, wish)).toBeNull();
    const own = await moved();
    expect(await grantLease(room.db, wish)).not.toBeNull();
    expect(await grantLease(room.db, { ...wish, ...seatOf(own, recordingId) })).not.toBeNull();
    const lines = await journalOf(room.db, { subjectType: 'recording', subjectId: recordingId });
    expect(lines).toMatchObject([{ action: 'recording.section-merged' }]);
  });
});
