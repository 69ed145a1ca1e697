import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personRowOf } from '#app/features/imports/person-rows.rules.ts';
import { appointmentsShape, peopleShape } from '#app/features/imports/person-shape.rules.ts';
import { sectionRowOf } from '#app/features/imports/section-rows.rules.ts';
import { templateSheets } from '#app/features/imports/template.rules.ts';
import { unitRowOf } from '#app/features/imports/unit-rows.rules.ts';
import { dayIn, dayOfCell, spanIn } from '#app/features/imports/values.rules.ts';

const line = (cells: Record<string, string>, decimals: readonly string[] = []) => ({
  number: 2,
  cell: (key: string) => cells[key] ?? '',
  isDecimal: (key: string) => decimals.includes(key),
});
const column = { key: 'from', label: '任职时间', ask: '' };
const days = (cells: Record<string, string>, decimals: readonly string[] = []) =>
  personRowOf(line({ name: '张三', community: '东园社区', ...cells }, decimals), {
    today: '2026-11-22',
    positionNeeded: false,
  });

describe('where a row says that somebody is', () => {
  it('is in an address only where no other column says a place, and no template asks for one', () => {
    const row = (cells: Record<string, string>) => {
      const { said, own, problems } = days({ community: '', ...cells });
      return [said, own, problems.length];
    };
    expect(row({ address: '东园里5栋2单元301室' })).toEqual([[], ['东园里5栋', '2单元'], 0]);
    for (const other of ['community', 'area', 'building', 'entrance'])
      expect(row({ address: '东园里5栋', [other]: '甲' })).toEqual([['甲'], [], 0]);
    expect(row({ address: '东园里5栋', unit: '甲' })).toEqual([[], ['甲'], 0]);
    expect(row({})).toEqual([[], [], 1]);
    for (const shape of [peopleShape, appointmentsShape])
      expect(
        JSON.stringify(templateSheets(shape).map(({ rows }) => rows.map(([first]) => first))),
      ).not.toContain('住址');
    expect(templateSheets(peopleShape)[0]?.rows[0]).not.toContain('住址');
  });

  it('is not read of a user name that is longer than any', () => {
    expect(days({ username: 'a'.repeat(64) }).problems).toEqual([]);
    expect(days({ username: 'a'.repeat(65) }).problems[0]).toContain('2 到 64 个字');
  });
});

describe('days in a sheet', () => {
  it('of a number that may have lost a nought are asked about, of a text they are not', () => {
    expect(dayOfCell(line({ from: '2025.1' }, ['from']), column)).toEqual({
      ok: false,
      words: expect.stringContaining('请写成 2025年1月 或者 2025年10月'),
    });
    expect(dayOfCell(line({ from: '2025.1' }), column)).toEqual({ ok: true, day: '2025-01-01' });
    expect(dayOfCell(line({ from: '2025.10' }), column)).toEqual({ ok: true, day: '2025-10-01' });
    for (const month of ['2', '3', '9', '11', '12'])
      expect(dayOfCell(line({ from: `2025.${month}` }, ['from']), column)).toEqual({
        ok: true,
        day: `2025-${month.padStart(2, '0')}-01`,
      });
  });

  it.each([
    ['2022.3-2025.3', '2022-03-01', '2025-03-31'],
    ['2022.3—2025.3', '2022-03-01', '2025-03-31'],
    ['2022.3——2025.3', '2022-03-01', '2025-03-31'],
    ['2022.3–2025.3', '2022-03-01', '2025-03-31'],
    ['２０２２．３～２０２５．３', '2022-03-01', '2025-03-31'],
    ['2022年3月至2025年3月', '2022-03-01', '2025-03-31'],
    ['2022.3 - 2025.10', '2022-03-01', '2025-10-31'],
    ['2022-3-1至2025-3-15', '2022-03-01', '2025-03-15'],
    ['2022-3-2025-3', '2022-03-01', '2025-03-31'],
    ['20220301-20250228', '2022-03-01', '2025-02-28'],
    ['2022年3月至今', '2022-03-01', null],
    ['2022.3-至今', '2022-03-01', null],
    ['2022.3—在任', '2022-03-01', null],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(spanIn(text)).toEqual({ from, to });
    expect(days({ from: text })).toMatchObject({ from, to, problems: [] });
  });

  it.each(['2025-3-1', '2025-3', '2025年3月', '2022-2025', '2022.3-', '2022.3-5', '2022至2025', '45717', ''])(
    '%s is no span',
    (text) => {
      expect(spanIn(text)).toBeNull();
    },
  );

  it.each(['-', '2022.3-', '至', '2022-3-1至今 ', '2025年3月'])(
    'are none in thousands of letters: %s',
    (piece) => {
      const story = piece.repeat(4_000 / piece.length);
      const begun = process.cpuUsage();
      for (let turn = 0; turn < 20; turn++)
        expect([spanIn(story), dayIn(story), days({ from: story }).problems.length]).toEqual([null, null, 1]);
      const { user, system } = process.cpuUsage(begun);
      expect((user + system) / 1_000).toBeLessThan(1_000);
    },
  );

  it('are read back from whatever stands between them', () => {
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.constantFrom('-', '—', '至', '~', '～', '到', ' – '), (from, to, between) => {
        const dotted = (one: string) => one.replaceAll('-', '.');
        expect(spanIn(`${dotted(from)}${between}${dotted(to)}`)).toEqual({ from, to });
        expect(spanIn(dotted(from))).toBeNull();
        expect(dayIn(dotted(from))).toBe(from);
      }),
    );
  });

  it('that say a span where another column has the end must agree with it, and name both columns', () => {
    expect(days({ from: '2022.3-2025.3', to: '2025年3月' }).problems).toEqual([]);
    expect(days({ from: '2022.3-2025.3', to: '2024年3月' }).problems[0]).toMatch(
      /任职时间.*结束日期.*对不上/,
    );
    expect(days({ to: '2022.3-2025.3' }).problems[0]).toMatch(/“任职时间”写第一天，“结束日期”写最后一天/);
    expect(days({ from: '2022年3月', to: '2025.1' }, ['to']).problems[0]).toContain('1 月还是 10 月');
    expect(days({ from: '2025.3-2022.3' }).problems[0]).toContain('还早');
  });

  it('of one day only refuse a span, and say where its ends belong', () => {
    const none = { courses: [], terms: [], teachers: [], venues: [] };
    const section = sectionRowOf(line({ from: '2027.3-2027.6', to: '2027.1' }, ['to']), none);
    expect(section.problems.join('')).toMatch(/“开始日期”写第一天，“结束日期”写最后一天/);
    expect(section.problems.join('')).toContain('2027年1月 或者 2027年10月');
    const unit = (from: string) => unitRowOf(line({ name: '东园里', kind: '小区', from }, ['from']));
    expect(unit('2022.3-2025.3').problems[0]).toContain('只写设立的那一天');
    expect(unit('2022.1').problems[0]).toContain('1 月还是 10 月');
    expect(unit('2022.3')).toMatchObject({ from: '2022-03-01', problems: [] });
  });
});
