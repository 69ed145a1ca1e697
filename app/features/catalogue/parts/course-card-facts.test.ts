import { expect, it } from 'vitest';
import type { CourseLine } from '../library-course.rules.ts';
import { cardOf, type NextSection } from './course-card-facts.ts';

const course = { code: 'ZL05', title: '协商', school: 'governance', mode: 'face', creditsHundredths: 100 };
const section: NextSection = {
  id: 's',
  teacherName: null,
  when: '周三',
  venueName: null,
  window: { state: 'over' },
  worth: null,
};
const credits = (next?: NextSection) => cardOf(course as CourseLine, next, new Map()).credits;

it('tells what the section pays, and what the course does only where there is no section', () => {
  expect(credits()).toBe('1 学分');
  expect(credits({ ...section, worth: { creditsHundredths: 25 } })).toBe('0.25 学分');
  expect(credits(section)).toBe('学分规则还没有发布');
});
