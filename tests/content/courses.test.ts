import { describe, expect, it } from 'vitest';
import { chineseLength, courseFile, lessonPlanMinutes } from '#app/features/catalogue/content.schema.ts';
import { slidesOf } from '#app/features/catalogue/slides.rules.ts';
import { questionFiles } from '#app/features/exercises/questions.schema.ts';
import { authoredCodes, has, readJson, readText, textItems } from './authored.ts';
import { catalogueList } from './catalogue-list.ts';

const MINUTES_AN_HOUR = 45;
const HANDOUT_CHARACTERS = 800;
const QUESTIONS = 15;
/** 四方五步, 五社联动七步, 需求订单, 和美小区七化, 楼栋长上岗第一课. */
const alwaysWhole = ['ZL05', 'ZL12', 'ZL02', 'ZL01', 'SM04'];

const codes = authoredCodes();
const courses = codes.map((code) => courseFile.parse(readJson(code, 'course.json')));
const whole = codes.filter((code) => textItems.every((item) => has(code, `${item}.md`)));

describe('the library as authored', () => {
  it('holds the 64 courses of the catalogue with their hours and credits', () => {
    expect(catalogueList).toHaveLength(64);
    const authored = courses.map((each) => [
      each.code,
      each.title,
      each.hoursFace,
      each.hoursRecorded,
      each.credits,
    ]);
    expect(authored).toEqual(
      [...catalogueList].sort(([a], [b]) => (a < b ? -1 : 1)).map((line) => [...line]),
    );
  });

  it('puts each course into the school of its code and its own folder', () => {
    const school = { DX: 'party', ZL: 'governance', LN: 'senior', SM: 'citizen' };
    expect(courses.map(({ code }) => code)).toEqual(codes);
    for (const course of courses)
      expect(course.school, course.code).toBe(school[course.code.slice(0, 2) as keyof typeof school]);
  });

  it('asks for prerequisites that exist and never in a circle', () => {
    const before = new Map(courses.map(({ code, prerequisites }) => [code, prerequisites]));
    const reaches = (from: string, to: string): boolean =>
      (before.get(from) ?? []).some((next) => next === to || reaches(next, to));
    for (const [code, needed] of before) {
      for (const each of needed) expect(before.has(each), `${code} asks for ${each}`).toBe(true);
      expect(reaches(code, code), code).toBe(false);
    }
  });

  it('has sixteen courses or more whole, four a school, the five named ones among them', () => {
    expect(whole.length).toBeGreaterThanOrEqual(16);
    for (const prefix of ['DX', 'ZL', 'LN', 'SM'])
      expect(whole.filter((code) => code.startsWith(prefix)).length, prefix).toBeGreaterThanOrEqual(4);
    expect(whole).toEqual(expect.arrayContaining(alwaysWhole));
  });

  it('has no course with only some of its texts', () => {
    const begun = codes.filter(
      (code) => textItems.some((item) => has(code, `${item}.md`)) || has(code, 'questions.json'),
    );
    expect(begun).toEqual(whole);
  });
});

describe.each(whole)('%s', (code) => {
  const course = courses.find((each) => each.code === code)!;

  it('plans its lessons to the minute', () => {
    const minutes = (course.hoursFace + course.hoursRecorded) * MINUTES_AN_HOUR;
    expect(lessonPlanMinutes(readText(code, 'lesson-plan'))).toBe(minutes);
  });

  it('has a syllabus and a handout that can be read', () => {
    expect(chineseLength(readText(code, 'syllabus'))).toBeGreaterThanOrEqual(400);
    expect(chineseLength(readText(code, 'handout'))).toBeGreaterThanOrEqual(HANDOUT_CHARACTERS);
    for (const item of textItems) expect(readText(code, item), item).not.toMatch(/<[a-z!/]/i);
  });

  it('has slides that fit a screen', () => {
    const slides = slidesOf(readText(code, 'slides'));
    expect(slides.length).toBeGreaterThanOrEqual(12);
    expect(slides[0]).toMatch(/^# \S/);
    for (const slide of slides.slice(1)) {
      expect(slide).toMatch(/^## \S/);
      expect(slide.split('\n').filter((line) => /^\s*[-*\d]/.test(line)).length, slide).toBeLessThanOrEqual(
        6,
      );
    }
  });

  it('asks questions about its objectives', () => {
    const questions = questionFiles.parse(readJson(code, 'questions.json'));
    expect(questions.length).toBeGreaterThanOrEqual(QUESTIONS);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const { id, objective, kind, options } of questions) {
      expect(id).toMatch(new RegExp(`^${code}-Q\\d{2}$`));
      expect(objective, id).toBeLessThanOrEqual(course.objectives.length);
      expect(new Set(options.map(({ text }) => text)).size, id).toBe(options.length);
      if (kind === 'true-false')
        expect(
          options.map(({ text }) => text),
          id,
        ).toEqual(['对', '错']);
    }
  });
});
