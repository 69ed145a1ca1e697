import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyNewForm, applyOwnForm } from '#app/features/declarations/declaration-actions.server.ts';
import { beginDeclaration } from '#app/features/declarations/declaring.server.ts';
import { discardDraft } from '#app/features/declarations/discarding.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { type PlacedFile, placeFile } from '#app/features/media/files.server.ts';
import { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { declared, drafted, training } from './declaring.ts';

describeOnBothDatabases('a draft of a declaration', (open) => {
  let db: Db;
  let learner: Learner;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    folder = await mkdtemp(join(tmpdir(), 'drafts-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const env = () => ({ MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder });
  const fields = {
    title: '社区协商能力培训',
    organiser: '某某市社会工作协会',
    words: '结业证明在附件里。',
    units: '4',
    occurredOn: '2026-11-10',
  };
  const incoming = (words: Record<string, string>) =>
    Object.assign(new IncomingWork(env()), { words: { ...fields, ...words } });
  const rowOf = async (id: string) => {
    const row = await declarationRow(db, id);
    if (!row) throw new Error('no row');
    return row;
  };
  async function placed(words: string): Promise<PlacedFile> {
    const placing = await placeFile(db, {
      source: Buffer.from(words),
      purpose: 'work',
      originalName: '证明.txt',
      env: env(),
      now,
    });
    if (!placing.ok) throw new Error(placing.reason);
    return placing.placed;
  }
  const filesOf = (declarationId: string) =>
    db
      .selectFrom('declaration_file')
      .select('media_id')
      .where('declaration_id', '=', declarationId)
      .orderBy('media_id')
      .execute();

  it('is not made for a day without rules: the form says so and keeps what was written', async () => {
    const sent = { actor: learner.actor, key: 'H.outside', now };
    const answer = await applyNewForm(db, { ...sent, incoming: incoming({ occurredOn: '2019-05-01' }) });
    expect(answer).toMatchObject({
      ok: false,
      status: 400,
      answer: {
        fields: { title: fields.title, occurredOn: '2019-05-01' },
        errors: [{ field: 'occurredOn', message: expect.stringContaining('那一天没有公布过') }],
      },
    });
    expect(await db.selectFrom('declaration').select('id').execute()).toEqual([]);
    // Whatever else is wrong is said beside it.
    const both = await applyNewForm(db, {
      ...sent,
      incoming: incoming({ occurredOn: '2019-05-01', title: '' }),
    });
    expect(both).toMatchObject({ answer: { errors: [{ field: 'title' }, { field: 'occurredOn' }] } });
  });

  it('of a day without rules, from before that was refused, still has a form and is mended by its date', async () => {
    const declarationId = await drafted(db, learner, { form: { occurredOn: '2019-05-01' } });
    const row = await rowOf(declarationId);
    const sheet = await declarationSheet(db, { row, forPerson: learner.personId, now });
    expect(sheet).toMatchObject({ worth: null, kind: { key: 'H.outside' } });
    const seen = row.saved_at;
    const own = { actor: learner.actor, row, now };
    const same = incoming({ occurredOn: '2019-05-01', seen });
    expect(await applyOwnForm(db, { ...own, incoming: same })).toMatchObject({ ok: false, status: 400 });
    expect(await applyOwnForm(db, { ...own, incoming: incoming({ seen }) })).toMatchObject({ ok: true });
    expect((await rowOf(declarationId)).occurred_on).toBe('2026-11-10');
  });

  it('is thrown away with its files, by its author and nobody else, and never after it was sent', async () => {
    const file = await placed('兹证明参加了培训。');
    const begun = await beginDeclaration(db, {
      ...{ actor: learner.actor, formToken: newId(), category: 'H', activity: 'outside', now },
      ...{ form: training, files: [file] },
    });
    if (!begun.ok) throw new Error(begun.reason);
    const { declarationId } = begun;
    const other = await aLearner(db, '乔安');
    const discard = (who: Learner, id = declarationId) =>
      discardDraft(db, { actor: who.actor, declarationId: id, now });
    expect(await discard(other)).toEqual({ ok: false, reason: 'not-found' });
    expect(await filesOf(declarationId)).toHaveLength(1);
    const both = await Promise.all([discard(learner), discard(learner)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await declarationRow(db, declarationId)).toBeNull();
    expect(await filesOf(declarationId)).toEqual([]);
    const ends = await db.selectFrom('media_end').select('id').execute();
    expect(ends).toEqual([{ id: file.id }]);
    const sent = await declared(db, learner);
    expect(await discard(learner, sent)).toEqual({ ok: false, reason: 'not-draft' });
  });

  it('makes room: twenty at most wait, and one thrown away is one fewer', async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 20; day++)
      ids.push(
        await drafted(db, learner, { form: { occurredOn: `2026-10-${String(day).padStart(2, '0')}` } }),
      );
    await expect(drafted(db, learner)).rejects.toThrow('too-many');
    await discardDraft(db, { actor: learner.actor, declarationId: ids[0] ?? '', now });
    await expect(drafted(db, learner)).resolves.toBeTruthy();
  });

  it('takes what is new when its form is sent once more, and nothing twice', async () => {
    const formToken = newId();
    const begin = async (title: string, words: string, minutes: number) =>
      beginDeclaration(db, {
        ...{ actor: learner.actor, formToken, category: 'H', activity: 'outside' },
        ...{ form: { ...training, title }, files: [await placed(words)], now: after({ minutes }) },
      });
    const first = await begin('协商培训', '证明一', 0);
    if (!first.ok) throw new Error(first.reason);
    const { declarationId } = first;
    expect(await begin('协商培训', '证明一', 1)).toMatchObject({ ok: true, declarationId, again: true });
    expect(await filesOf(declarationId)).toHaveLength(1);
    expect((await rowOf(declarationId)).saved_at).toBe(now.toISOString());
    expect(await begin('协商能力培训', '证明二', 2)).toMatchObject({ ok: true, declarationId, again: true });
    expect(await filesOf(declarationId)).toHaveLength(2);
    expect((await rowOf(declarationId)).title).toBe('协商能力培训');
  });
});
