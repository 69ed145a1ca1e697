import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { contentFolder } from '#app/cli/content-folder.ts';
import { missingPolicies, rulesInForce } from '#app/features/credits/policies.server.ts';
import { schoolsWithoutForm } from '#app/features/evaluation/forms.server.ts';
import { refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { missingContent } from '#app/shell/missing-content.server.ts';
import type { Db } from '#db/database.ts';
import { choose } from '#tests/selection/desk.ts';
import { aCourse, aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner } from '#tests/support/world.ts';
import { operate } from './support.ts';

const DAY = '2026-11-22';

describeOnBothDatabases('policies publish', (open) => {
  let db: Db;
  let url: string;
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
  });
  const publish = () => operate(url, ['policies', 'publish']);

  it('puts what a new academy lacks in force, once', async () => {
    expect(await missingPolicies(db, DAY)).toEqual(['rules', 'schemes', 'leadership']);
    expect(await schoolsWithoutForm(db)).toHaveLength(4);
    const first = await publish();
    expect(first.code).toBe(0);
    expect(first.said.length).toBeGreaterThan(3);
    for (const line of first.said) expect(line).toMatch(/^published/);
    expect(await missingPolicies(db, DAY)).toEqual([]);
    expect(await schoolsWithoutForm(db)).toEqual([]);
    expect((await rulesInForce(db, DAY)).version).toBe('2026.2');
    const again = await publish();
    expect(again.code).toBe(0);
    for (const line of again.said) expect(line).toMatch(/^in place/);
  });

  it('agrees with what the demo and made-up academies publish', async () => {
    expect((await operate(url, ['seed', 'load', '--people', '1', '--prefix', 'rush'])).code).toBe(0);
    const { code, said } = await publish();
    expect(code).toBe(0);
    for (const line of said) expect(line).toMatch(/^in place/);
  });

  it('refuses a text that was changed under a published version, in one line', async () => {
    await publish();
    await db
      .updateTable('policy_version')
      .set({ content_hash: 'another' })
      .where('kind', '=', 'rules')
      .execute();
    const { code, complained } = await publish();
    expect(code).toBe(1);
    expect(complained).toEqual([
      expect.stringMatching(/policies\/rules-2026\.json:\d+: version: .* 已经发布过.*换一个版本号/),
    ]);
  });

  it('is asked for in words where it is missing', async () => {
    expect(await missingContent(db, DAY)).toEqual([
      '学分规则',
      '年度方案',
      '项目领办规则',
      expect.stringMatching(/社区党校的评价表、.*市民学校的评价表/),
    ]);
    const section = await aSection(db);
    const outcome = await choose(db, await aLearner(db), { section });
    if (outcome.outcome !== 'refused') throw new Error(outcome.outcome);
    expect(outcome.refusal).toMatchObject({ reason: 'closed', lacksRules: true });
    expect(refusalWords(outcome.refusal, section.title).what).toMatch(/还没有发布学分规则/);
    // An academy that has courses has those that its policies name.
    for (const code of readdirSync(join(contentFolder(), 'courses'))) {
      const { courseId } = await aCourse(db);
      await db.updateTable('course').set({ code }).where('id', '=', courseId).execute();
    }
    await publish();
    expect(await missingContent(db, DAY)).toEqual([]);
  });
});
