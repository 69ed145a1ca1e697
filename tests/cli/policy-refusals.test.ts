import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Problem } from '#app/cli/command.ts';
import { contentFolder } from '#app/cli/content-folder.ts';
import { publishContent } from '#app/cli/policies/publish-policies.ts';
import { publishedVersions } from '#app/features/credits/policies.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';

describeOnBothDatabases('publishing a policy file with a mistake', (open) => {
  let db: Db;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    folder = join(mkdtempSync(join(tmpdir(), 'policies-')), 'policies');
    cpSync(join(contentFolder(), 'policies'), folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const publish = () => publishContent(db, now, folder);

  function change(name: string, from: string, to: string): void {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    writeFileSync(join(folder, name), text.replace(from, to));
  }

  async function refusal(): Promise<string> {
    const refused: unknown = await publish().then(
      () => 'published',
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Problem);
    expect(await publishedVersions(db)).toEqual([]);
    return String((refused as Problem).message);
  }

  it('says file, line and reason in one line, and publishes nothing of the others either', async () => {
    // Schemes come after rules and leadership in the alphabet: neither is published when they are refused.
    change('schemes-2026.json', '"position": "grid-leader"', '"position": "grid-boss"');
    expect(await refusal()).toMatch(
      /^policies\/schemes-2026\.json:\d+: schemes\.1\.position: 没有“grid-boss”这个身份$/,
    );
  });

  it('names the line of a text that is no JSON', async () => {
    change('rules-2026.json', '"version": "2026.1",', '"version": "2026.1"');
    expect(await refusal()).toBe('policies/rules-2026.json:4: 这里应当是逗号或者右花括号');
  });

  it('refuses a key that means nothing', async () => {
    change(
      'rules-2026.json',
      '"dailyCapHundredths": 800',
      '"dailyCapHundreths": 800, "dailyCapHundredths": 800',
    );
    expect(await refusal()).toContain('不认识“dailyCapHundreths”这个键');
  });

  it('refuses schemes that name rules which nobody has published', async () => {
    change('schemes-2026.json', '"version": "2026.1" },', '"version": "2026.7" },');
    expect(await refusal()).toContain('没有找到 fangxing-rules 2026.7 这一版学分规则');
  });

  it('refuses an activity that the rules do not have', async () => {
    for (const kind of ['rules', 'schemes'])
      cpSync(join(folder, `examples/zhongwei/${kind}-2026.json`), join(folder, `${kind}-2027.json`));
    change('schemes-2027.json', '"off-job"', '"of-job"');
    expect(await refusal()).toMatch(/^policies\/schemes-2027\.json:\d+: .*学分规则里没有“of-job”这种活动/);
  });

  it('refuses a time in force that ends before it begins', async () => {
    change('rules-2026.json', '"validTo": null', '"validTo": "2025-12-31"');
    expect(await refusal()).toMatch(
      /^policies\/rules-2026\.json:\d+: .*失效日 2025-12-31 早于生效日 2026-01-01/,
    );
  });

  it('refuses two files that say they are one version, and publishes neither', async () => {
    cpSync(join(folder, 'rules-2026.json'), join(folder, 'rules-2026.7.json'));
    change('rules-2026.7.json', '"watchedPercent": 90', '"watchedPercent": 95');
    expect(await refusal()).toMatch(
      /^policies\/rules-2026\.7\.json:3: version: fangxing-rules 2026\.1 已经发布过.*另存成新文件，换一个版本号/,
    );
    expect(await publishedVersions(db)).toEqual([]);
  });

  it('refuses a file that was changed under its published version, and says what to do', async () => {
    await publish();
    const before = await db.selectFrom('policy_version').selectAll().orderBy('id').execute();
    change('schemes-2026.json', '"hundredths": 1600 },', '"hundredths": 1500 },');
    await expect(publish()).rejects.toThrow(
      /^policies\/schemes-2026\.json:3: version: .* 已经发布过.*恢复原样$/,
    );
    expect(await db.selectFrom('policy_version').selectAll().orderBy('id').execute()).toEqual(before);
  });

  it('refuses a course that is not in the catalogue, wherever it is named', async () => {
    const cases: [file: string, from: string, to: string, where: string][] = [
      ['schemes-2026.json', '"code": "SM04"', '"code": "SM99"', 'requiredCourses'],
      ['schemes-2026.2.json', '"courses": ["DX01"]', '"courses": ["DX99"]', 'promotions'],
      ['leadership-2026.json', '"ZL10"', '"ZL99"', 'parameters'],
    ];
    for (const [file, from, to, where] of cases) {
      change(file, from, to);
      const code = /[A-Z]{2}99/.exec(to)?.[0];
      expect(await refusal()).toMatch(
        new RegExp(`^policies/${file}:\\d+: .*${where}.*: 课程目录里没有“${code}”这门课`),
      );
      change(file, to, from);
    }
    expect((await publish()).every(({ isNew }) => isNew)).toBe(true);
  });

  it('looks among the courses of the academy once it has some; what is published stays', async () => {
    await publish();
    await aCourse(db);
    expect((await publish()).some(({ isNew }) => isNew)).toBe(false);
    change('schemes-2026.2.json', '"version": "2026.2"', '"version": "2026.8"');
    await expect(publish()).rejects.toThrow(/课程目录里没有“DX01”这门课|课程目录里没有“/);
    expect(await publishedVersions(db)).not.toContain('fangxing-schemes 2026.8');
  });

  it('speaks one language', async () => {
    const cases: [from: string, to: string, found: string][] = [
      ['"dailyCapHundredths": 800', '"dailyCapHundredths": "800"', '这里要写数字，现在写的是文字“800”'],
      ['"dailyCapHundredths": 800', '"dailyCapHundredths": 7.5', '这里要写整数，现在写的是小数 7.5'],
      ['"dailyCapHundredths": 800', '"dailyCapHundredths": -1', '不能小于 0'],
      ['"reviewRequired": false', '"reviewRequired": "no"', '这里要写true 或者 false'],
      ['"roundingMode": "half-up"', '"roundingMode": "near"', '只能写 "half-up"、"down"、"up"'],
      ['"validFrom": "2026-01-01"', '"validFrom": "1.1."', '日期要写成'],
      ['"learningHourMinutes": 45,', '', '少了这一项'],
    ];
    for (const [from, to, found] of cases) {
      change('rules-2026.json', from, to);
      const said = await refusal();
      expect(said).toContain(found);
      expect(said.slice(said.lastIndexOf(': ') + 2)).not.toMatch(/number|string|int\b|expected|boolean|期望/);
      cpSync(join(contentFolder(), 'policies', 'rules-2026.json'), join(folder, 'rules-2026.json'));
    }
  });

  it('leaves what is published in force, and takes the mended file', async () => {
    await publish();
    const before = await db.selectFrom('policy_version').selectAll().orderBy('id').execute();
    change('rules-2026.json', '"version": "2026.1"', '"version": "2026.9"');
    change('rules-2026.json', '"watchedPercent": 90', '"watchedPercent": 900');
    await expect(publish()).rejects.toThrow(
      /^policies\/rules-2026\.json:\d+: categories\.1\.watchedPercent: 百分比/,
    );
    expect(await db.selectFrom('policy_version').selectAll().orderBy('id').execute()).toEqual(before);
    change('rules-2026.json', '"watchedPercent": 900', '"watchedPercent": 95');
    // The schemes still name the rules of 2026.1, which are published: that is where they are looked up.
    expect((await publish()).filter(({ isNew }) => isNew)).toEqual([
      { title: '社区学院学分规则（2026 年版）', version: '2026.9', isNew: true },
    ]);
  });

  it('refuses a version that would change what a year asked that is over', async () => {
    await publish();
    const inJanuary = new Date('2027-01-05T02:00:00.000Z');
    change('rules-2026.json', '"version": "2026.1"', '"version": "2026.9"');
    await expect(publishContent(db, inJanuary, folder)).rejects.toThrow(
      /^policies\/rules-2026\.json:5: validFrom: 2026-01-01 在已经过去的年度里.*最早从 2027 年度的第一天 2027-01-01 起$/,
    );
    expect(await publishedVersions(db)).not.toContain('fangxing-rules 2026.9');
    change('rules-2026.json', '"validFrom": "2026-01-01"', '"validFrom": "2027-01-01"');
    await publishContent(db, inJanuary, folder);
    expect(await publishedVersions(db)).toContain('fangxing-rules 2026.9');
  });

  it('publishes no example by itself, but takes one that was copied beside the others', async () => {
    expect((await publish()).some(({ title }) => title.includes('示例'))).toBe(false);
    for (const kind of ['rules', 'schemes'])
      cpSync(join(folder, `examples/nanjing/${kind}-2026.json`), join(folder, `${kind}-2027.json`));
    const fresh = (await publish()).filter(({ isNew }) => isNew).map(({ title }) => title);
    expect(fresh).toEqual(['示例：南京干部培训学分统计', '示例：南京年度方案']);
  });
});
