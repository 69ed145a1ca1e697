import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { flood } from '#tests/support/flood.ts';
import { signIn, type Visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import { personIdOf } from './steps.ts';

const AT_ONCE = 50;

describeOnBothDatabases('an adjustment in the demo academy', (open) => {
  let demo: DemoAcademy;
  let registrar: Visitor;
  let reviewer: Visitor;
  let learner: Visitor;
  let address: string;
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    [registrar, reviewer, learner] = [
      await signIn(demo.url, 'registrar'),
      await signIn(demo.url, 'reviewer'),
      await signIn(demo.url, 'learner'),
    ];
  });
  afterAll(async () => {
    await demo?.stop();
  });

  const posted = async () => {
    const id = address.split('/').at(-1) ?? '';
    return demo.db
      .selectFrom('credit_entry')
      .select(['id', 'amount'])
      .where('source_type', '=', 'adjustment')
      .where('source_id', '=', id)
      .execute();
  };

  it('is proposed by the registrar, who cannot confirm it', async () => {
    const person = await personIdOf(demo.db, 'learner');
    const found = await registrar.get('/admin/credits/adjustments/new?q=learner');
    expect(found.text).toContain(`person=${person}`);
    const form = {
      ...{ person, kind: 'missed', category: 'A', elective: 'elective', school: '', title: '楼道议事观摩' },
      ...{ units: '1.25', occurredOn: new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10) },
      ...{ reason: '签到表上有，漏记了。', evidence: '签到表第 3 页' },
    };
    const proposals = `/admin/credits/adjustments/new?person=${person}`;
    const wrong = await registrar.post(proposals, { ...form, units: '一' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('签到表第 3 页');
    expect((await learner.post(proposals, form)).status).toBe(403);
    // The sum is the rules' and is shown before anything is proposed.
    const shown = await registrar.post(proposals, form);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('1.25 学时 × 每学时 1 学分 = 1.25 学分');
    const sent = await registrar.post(proposals, { ...form, shown: '125' });
    expect(sent.status).toBe(303);
    address = (sent.location ?? '').replace(/^https?:\/\/[^/]+|\?.*$/g, '');
    expect((await registrar.get(address)).text).toContain('等另一个人核对');
    const own = await registrar.post(address, { means: 'confirm', words: '没问题' });
    expect(own.status).toBe(409);
    expect(own.text).toContain('另一个人');
    expect(await posted()).toEqual([]);
  });

  it(`is posted once when the reviewer confirms it ${AT_ONCE} times at once`, async () => {
    const answers = await flood(AT_ONCE, AT_ONCE, () =>
      reviewer.post(address, { means: 'confirm', words: '对过签到表' }),
    );
    const statuses = answers.drops.map((drop) => drop.value?.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(AT_ONCE - 1);
    expect(await posted()).toMatchObject([{ amount: 125 }]);
    expect(await breachesOf(demo)).toBe('');
  });

  it('is explained to whom it concerns, and proved once it is sealed', async () => {
    const [entry] = await posted();
    const page = await learner.get(`/me/credits/${entry?.id}`);
    expect(page.status).toBe(200);
    for (const words of ['由两个人调整', '签到表第 3 页', '对过签到表']) expect(page.text).toContain(words);
    expect(page.text).toMatch(/漏记补上[^<]*= 1\.25 学分/);
    expect((await registrar.get(`/me/credits/${entry?.id}/proof.jsonl`)).status).toBe(404);
    expect((await learner.get(`/me/credits/${entry?.id}/proof.jsonl`)).status).toBe(404);
    const sealed = await demo.db
      .selectFrom('credit_entry')
      .innerJoin('chain_leaf', 'entry_id', 'id')
      .select('id')
      .where('person_id', '=', await personIdOf(demo.db, 'learner'))
      .executeTakeFirstOrThrow();
    const ledger = await learner.get('/ledger');
    expect(ledger.text).toContain('最新的一块');
    const folder = inject('databases').folder;
    const kept = async (name: string, path: string) => {
      const answer = await learner.get(path);
      expect(answer.status).toBe(200);
      const file = join(folder, `${open.engine}-${name}`);
      await writeFile(file, answer.text);
      return file;
    };
    const script = await kept('verify.mjs', '/ledger/verify.mjs');
    const chain = await kept('chain.jsonl', '/ledger/chain.jsonl');
    const proof = await kept('proof.jsonl', `/me/credits/${sealed.id}/proof.jsonl`);
    for (const file of [chain, proof])
      expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toMatch(/^ok: /m);
    expect((await learner.get('/ledger/chain.jsonl?from=none')).status).toBe(400);
  });

  it('that takes something back is appealed against from its page, and heard by neither of the two', async () => {
    const [entry] = await posted();
    const form = {
      kind: 'too-much',
      amount: '0.25',
      reason: '只到了一半的时间。',
      evidence: '签到表第 3 页',
    };
    const proposed = await registrar.post(`/admin/credits/adjustments/new?entry=${entry?.id}`, {
      ...{ ...form, entry: entry?.id ?? '' },
    });
    expect(proposed.status).toBe(303);
    address = (proposed.location ?? '').replace(/^https?:\/\/[^/]+|\?.*$/g, '');
    expect((await reviewer.post(address, { means: 'confirm', words: '对过签到表' })).status).toBe(303);
    // What is left is the next revision of the same source.
    const rest = await demo.db
      .selectFrom('credit_entry as rest')
      .innerJoin('credit_entry as first', (join) =>
        join
          .onRef('first.source_id', '=', 'rest.source_id')
          .onRef('first.source_type', '=', 'rest.source_type'),
      )
      .select(['rest.id', 'rest.amount'])
      .where('first.id', '=', entry?.id ?? '')
      .where('rest.kind', '=', 'award')
      .where('rest.id', '<>', entry?.id ?? '')
      .executeTakeFirst();
    expect(rest?.amount).toBe(100);
    const appealPage = `/me/credits/${rest?.id}/appeal`;
    expect((await learner.get(`/me/credits/${rest?.id}`)).text).toContain(appealPage);
    const words = '我从头到尾都在，请问问同组的人。';
    expect((await registrar.post(appealPage, { words })).status).toBe(404);
    expect((await learner.post(appealPage, { words })).status).toBe(303);
    const { id } = await demo.db
      .selectFrom('appeal')
      .select('id')
      .where('subject_id', '=', rest?.id ?? '')
      .executeTakeFirstOrThrow();
    const hearer = await signIn(demo.url, 'appeals');
    const desk = `/admin/appeals/${id}`;
    expect((await hearer.get(desk)).text).toContain('只到了一半的时间');
    expect((await reviewer.post(desk, { means: 'uphold', words: '问过同组的人。' })).status).toBe(403);
    expect((await hearer.post(desk, { means: 'uphold', words: '问过同组的人，他在。' })).status).toBe(303);
    expect((await learner.get('/me')).text).toContain('“楼道议事观摩”的申诉成立');
    const standing = await demo.db
      .selectFrom('credit_entry as entry')
      .leftJoin('credit_entry as undone', 'undone.reverses_id', 'entry.id')
      .select(['entry.amount', 'entry.reason'])
      .where('entry.title', '=', '楼道议事观摩')
      .where('entry.kind', '=', 'award')
      .where('undone.id', 'is', null)
      .execute();
    expect(standing).toEqual([{ amount: 125, reason: '申诉成立，重新记入' }]);
    expect(await breachesOf(demo)).toBe('');
  });
});
