import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import { planAward, type Teaching } from './rules.rules.ts';
import { creditRules } from './rules.schema.ts';

const rules = creditRules.parse(rulesText);

function award(more: Partial<Teaching>, by = rules): string[] {
  const teaching: Teaching = {
    hoursFaceHundredths: 0,
    hoursRecordedHundredths: 0,
    required: true,
    school: 'governance',
    ...more,
  };
  return planAward(by, teaching).map(
    ({ line, category, amount, ruleLine }) => `${line} ${category} ${amount} ${ruleLine}`,
  );
}

describe('what completing pays', () => {
  it('pays face to face one an hour, required or not', () => {
    expect(award({ hoursFaceHundredths: 600 })).toEqual(['face A 600 A.rate']);
    expect(award({ hoursFaceHundredths: 600, required: false })).toEqual(['face A 600 A.rate']);
  });

  it('pays recorded hours one when required, half when elective', () => {
    expect(award({ hoursRecordedHundredths: 300 })).toEqual(['recorded B 300 B.required']);
    expect(award({ hoursRecordedHundredths: 300, required: false })).toEqual(['recorded B 150 B.elective']);
  });

  it('pays both in lines of their own, with their school and words', () => {
    const lines = planAward(rules, {
      hoursFaceHundredths: 250,
      hoursRecordedHundredths: 150,
      required: false,
      school: 'party',
    });
    expect(lines).toEqual([
      {
        line: 'face',
        category: 'A',
        amount: 250,
        elective: true,
        school: 'party',
        hours: 250,
        ruleLine: 'A.rate',
        words: '面授 2.5 学时 × 每学时 1 学分 = 2.5 学分',
      },
      {
        line: 'recorded',
        category: 'B',
        amount: 75,
        elective: true,
        school: 'party',
        ruleLine: 'B.elective',
        words: '录播 1.5 学时 × 选修每学时 0.5 学分 = 0.75 学分',
      },
    ]);
  });

  it('rounds to quarters, half up', () => {
    const recorded = (hoursRecordedHundredths: number) =>
      award({ hoursRecordedHundredths, hoursFaceHundredths: 0 });
    expect(recorded(112)).toEqual(['recorded B 100 B.required']);
    expect(recorded(113)).toEqual(['recorded B 125 B.required']);
    expect(award({ hoursFaceHundredths: 12 })).toEqual(['face A 0 A.rate']);
    // 12.5 hundredths are exactly half a quarter.
    expect(award({ hoursRecordedHundredths: 125, required: false })).toEqual(['recorded B 75 B.elective']);
  });

  it('pays a recorded course of a quarter of an hour or less as a micro course', () => {
    for (const required of [true, false]) {
      expect(award({ hoursRecordedHundredths: 33, required })).toEqual(['recorded B 25 B.micro']);
      expect(award({ hoursRecordedHundredths: 10, required })).toEqual(['recorded B 25 B.micro']);
    }
    expect(award({ hoursRecordedHundredths: 34, required: false })).toEqual(['recorded B 25 B.elective']);
    expect(award({ hoursRecordedHundredths: 33, hoursFaceHundredths: 100 })).toEqual([
      'face A 100 A.rate',
      'recorded B 25 B.required',
    ]);
  });

  it('pays nothing for no hours, and refuses rules without the category', () => {
    expect(award({})).toEqual([]);
    const withoutB = { ...rules, categories: rules.categories.filter(({ code }) => code !== 'B') };
    expect(() => award({ hoursRecordedHundredths: 100 }, withoutB)).toThrow('no category B');
  });

  it('pays every course of the college what the catalogue says', () => {
    const folder = new URL('../../../content/courses/', import.meta.url);
    const codes = readdirSync(folder);
    expect(codes.length).toBeGreaterThan(50);
    for (const code of codes) {
      const course = JSON.parse(readFileSync(new URL(`${code}/course.json`, folder), 'utf8'));
      const lines = planAward(rules, {
        hoursFaceHundredths: course.hoursFace * 100,
        hoursRecordedHundredths: course.hoursRecorded * 100,
        required: course.required,
        school: course.school,
      });
      const total = lines.reduce((sum, { amount }) => sum + amount, 0);
      expect([code, total]).toEqual([code, course.credits * 100]);
    }
  });
});
