import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, expect, inject, it } from 'vitest';
import { blockLine } from '#app/features/chain/lines.rules.ts';
import { blocksFrom, newestBlock } from '#app/features/chain/reading.server.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { ledgerLines, proofOf } from '#app/features/credits/proofs.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';

const script = fileURLToPath(new URL('../../content/ledger/verify.mjs', import.meta.url));

/** The public script in a Node of its own, as a third party runs it. */
function checked(...words: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: `${stdout}${stderr}` }),
    );
  });
}

describeOnBothDatabases('an extract of the ledger', (open) => {
  let db: Db;
  let url: string;
  let learner: Learner;
  let entryIds: string[];
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    const ruleVersionId = await withPolicies(db);
    learner = await aLearner(db);
    entryIds = [];
    for (const block of [1, 2, 3]) {
      for (const n of [1, 2]) {
        const { entryId } = await postCredit(db, {
          personId: learner.personId,
          source: { type: 'test', id: `${block}-${n}` },
          line: 'face',
          category: 'A',
          amount: 100 * n,
          elective: false,
          school: 'governance',
          title: '四方五步“协商”议事',
          ruleVersionId,
          computation: { words: '1.5 学时\n两行' },
          evidence: {},
          occurredOn: '2026-11-22',
          actor: academy,
          now,
        });
        entryIds.push(entryId);
      }
      if (block === 2)
        await reverseCredit(db, { actor: academy, entryId: entryIds[0] ?? '', reason: '弄错了', now });
      await sealWaiting(db, { textsOf: sealedTexts, now: after({ hours: block }) });
    }
  });

  const fileOf = async (lines: string) => {
    const path = join(
      inject('databases').folder,
      `${open.engine}-${Math.random().toString(36).slice(2)}.jsonl`,
    );
    await writeFile(path, lines);
    return path;
  };
  const exported = async (withoutPeople = false) => {
    let lines = '';
    for await (const line of ledgerLines(db, { withoutPeople })) lines += line;
    return lines;
  };
  const checkpoint = async (number: number) => {
    const [block] = await blocksFrom(db, { from: number, limit: 1 });
    return `${number}:${block?.hash}`;
  };

  it('is checked by the public script, alone and against what was written down', async () => {
    const chain = (await blocksFrom(db, { from: 1, limit: 10 })).map(blockLine).join('');
    expect(chain).not.toMatch(/四方|test|弄错|governance/);
    const file = await fileOf(chain);
    expect(await checked(file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('ok: 3 blocks, 7 entries'),
    });
    expect(await checked(file, await checkpoint(1), await checkpoint(3))).toMatchObject({ code: 0 });
    expect(await checked(file, `2:${'0'.repeat(64)}`)).toEqual({
      code: 1,
      out: 'block 2: is not the block that was written down\n',
    });
    expect(await checked(file, `9:${'0'.repeat(64)}`)).toMatchObject({ code: 1 });
    expect(await checked(await fileOf(chain.split('\n').slice(1).join('\n')))).toMatchObject({
      code: 0,
      out: expect.stringContaining('begins at block 2'),
    });
    expect(await checked(await fileOf(''))).toMatchObject({ code: 1 });
    expect(await checked()).toMatchObject({ code: 2 });
  });

  it('opens every entry for an auditor, and names nobody when it is to name nobody', async () => {
    const [whole, covered] = [await exported(), await exported(true)];
    expect(whole).toContain('四方五步');
    expect(whole).toContain(learner.personId);
    expect(covered).not.toMatch(new RegExp(`四方|弄错|salt|"source_id"|${learner.personId}`));
    expect(await checked(await fileOf(whole), await checkpoint(3))).toMatchObject({
      code: 0,
      out: expect.stringContaining('7 of them in this file, 7 opened'),
    });
    const renamed = whole.replace('"reverses_id":null', '"reversed_id":null');
    expect(renamed).not.toBe(whole);
    expect(await checked(await fileOf(renamed))).toMatchObject({ code: 1 });
    expect(await checked(await fileOf(covered), await checkpoint(3))).toMatchObject({
      code: 0,
      out: expect.stringContaining('7 of them in this file, 0 opened'),
    });
  });

  it('is refused where all entries are asked for and those of a block are left out', async () => {
    const lines = (await exported()).trim().split('\n');
    expect(await checked('--entries', await fileOf(lines.join('\n')))).toMatchObject({ code: 0 });
    const begins = lines.flatMap((line, at) => (line.startsWith('{"block"') ? [at] : []));
    const without = lines.filter((_, at) => at <= (begins[1] ?? 0) || at >= (begins[2] ?? 0));
    const file = await fileOf(without.join('\n'));
    expect(await checked('--entries', file)).toEqual({
      code: 1,
      out: 'block 2: its entries are not in this file\n',
    });
    expect(await checked(file)).toMatchObject({ code: 0 });
  });

  it('is refused whatever was changed in it, with the number of the block', async () => {
    const lines = (await exported()).trim().split('\n');
    const entries = lines.flatMap((line, at) => (line.startsWith('{"entry"') ? [at] : []));
    const blockAt = (at: number) => lines.slice(0, at).filter((line) => line.startsWith('{"block"')).length;
    const fields = Object.keys(JSON.parse(lines[1] ?? '').entry as object);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...entries), fc.constantFrom(...fields), async (at, field) => {
        const line = JSON.parse(lines[at] ?? '');
        const changed = JSON.stringify({ ...line, entry: { ...line.entry, [field]: 'otherwise' } });
        const { code, out } = await checked(await fileOf(lines.with(at, changed).join('\n')));
        expect(code).toBe(1);
        expect(out).toContain(`block ${blockAt(at)}`);
      }),
      { numRuns: 12 },
    );
    const missing = await checked(await fileOf(lines.toSpliced(entries[3] ?? 0, 1).join('\n')));
    expect(missing).toMatchObject({ code: 1, out: expect.stringContaining('block 2') });
  });

  it('proves to somebody that their own entry is there, and shows them nobody else’s', async () => {
    const id = entryIds[1] ?? '';
    const proof = (await proofOf(db, id)) ?? '';
    expect(proof.match(/"entry"/g)).toHaveLength(1);
    expect(await checked(await fileOf(proof), await checkpoint(1))).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 of them in this file, 1 opened'),
    });
    const forged = proof.replace('"amount":200', '"amount":900');
    expect(await checked(await fileOf(forged), await checkpoint(1))).toMatchObject({ code: 1 });
    const { entryId } = await postCredit(db, {
      ...{ personId: learner.personId, source: { type: 'test', id: 'late' }, line: 'face', category: 'A' },
      ...{ amount: 100, elective: false, school: null, title: '晚到的', computation: {}, evidence: {} },
      ruleVersionId: (await db.selectFrom('credit_entry').select('rule_version_id').executeTakeFirstOrThrow())
        .rule_version_id,
      ...{ occurredOn: '2026-11-22', actor: null, now },
    });
    expect(await proofOf(db, entryId)).toBeNull();
  });

  it('is written by the operator’s tool, which also says what to write down', async () => {
    const newest = await newestBlock(db);
    expect(await operate(url, ['ledger', 'checkpoint'])).toEqual({
      code: 0,
      said: [`3:${newest?.hash} sealed ${after({ hours: 3 }).toISOString()}, 7 entries`],
      complained: [],
    });
    const file = join(inject('databases').folder, `${open.engine}-ledger.jsonl`);
    const wrote = await operate(url, ['ledger', 'export', file]);
    expect(wrote).toMatchObject({ code: 0, complained: [] });
    expect(wrote.said[0]).toMatch(/3 blocks, 7 entries/);
    expect(await readFile(file, 'utf8')).toBe(await exported());
    expect(await operate(url, ['ledger', 'export', file])).toMatchObject({ code: 1 });
    expect(await operate(url, ['ledger', 'export', file, '--without-people', '--replace'])).toMatchObject({
      code: 0,
    });
    expect(await readFile(file, 'utf8')).toBe(await exported(true));
  });
});
