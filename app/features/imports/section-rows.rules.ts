/** One row of a sheet of sections as the form for a new section is filled in. */
import { type Mode, modeNames, sectionKindNames } from '#app/lib/vocabulary.ts';
import type { Line } from './kinds.ts';
import { otherKinds, otherModes } from './section-names.ts';
import { clean, clockIn, dayOfCell, keyNamed, numberIn, spanIn, twoDaysWords } from './values.rules.ts';

/** What can be chosen, by name. */
export interface SectionChoices {
  courses: readonly { id: string; code: string; title: string; mode: Mode }[];
  terms: readonly { id: string; code: string; name: string }[];
  teachers: readonly { id: string; name: string }[];
  venues: readonly { id: string; name: string }[];
}

export interface SectionRow {
  number: number;
  course: SectionChoices['courses'][number] | null;
  courseWords: string;
  termId: string;
  title: string;
  fields: Record<string, unknown>;
  problems: string[];
}

const dayLabels = { from: '开始日期', to: '结束日期' } as const;

const same = (one: string, other: string) =>
  clean(one)
    .replace(/[\s《》]/gu, '')
    .toLowerCase() ===
  clean(other)
    .replace(/[\s《》]/gu, '')
    .toLowerCase();

export function sectionRowOf(line: Line, choices: SectionChoices): SectionRow {
  const problems: string[] = [];
  const find = finder(line, problems);
  const course = find(
    'course',
    choices.courses,
    (one, words) => same(one.code, words) || same(one.title, words) || same(`${one.code}${one.title}`, words),
    '课程',
  );
  const term = find(
    'term',
    choices.terms,
    (one, words) => same(one.name, words) || same(one.code, words),
    '学期',
  );
  const teacher = find('teacher', choices.teachers, (one, words) => same(one.name, words), '老师');
  const venue = find('venue', choices.venues, (one, words) => same(one.name, words), '阵地');
  const kindWords = clean(line.cell('kind'));
  const kind = kindWords === '' ? 'regular' : keyNamed(kindWords, sectionKindNames, otherKinds);
  if (!kind)
    problems.push(`类型“${kindWords.slice(0, 20)}”认不出。请写专题班、骨干班、常态班、定制班或开放课。`);
  const modeWords = clean(line.cell('mode'));
  const mode = modeWords === '' ? (course?.mode ?? 'face') : keyNamed(modeWords, modeNames, otherModes);
  if (!mode)
    problems.push(
      `上课方式“${modeWords.slice(0, 20)}”认不出。请写线下、录播、线下 + 录播、直播、线下 + 现场或远程参访。`,
    );
  const [startsOn, endsOn] = [dayOf(line, 'from', problems), dayOf(line, 'to', problems)];
  const firstAt = clean(line.cell('at')) === '' ? '' : clockIn(line.cell('at'));
  if (firstAt === null)
    problems.push(`上课时间“${clean(line.cell('at')).slice(0, 20)}”认不出。请写成 19:00。`);
  const weekdays = weekdaysIn(line.cell('weekdays'));
  if (!weekdays)
    problems.push(`星期“${clean(line.cell('weekdays')).slice(0, 20)}”认不出。请写周三，或者周二、周四。`);
  const title = line.cell('title').trim();
  return {
    ...{
      number: line.number,
      course,
      courseWords: clean(line.cell('course')),
      termId: term?.id ?? '',
      title,
      problems,
    },
    fields: {
      ...{
        course: course?.id,
        term: term?.id,
        title,
        kind,
        mode,
        startsOn,
        endsOn,
        firstAt: firstAt ?? '',
        weekdays: weekdays ?? [],
      },
      ...{ teacher: teacher?.id ?? '', venue: venue?.id ?? '', headTeacher: clean(line.cell('head')) },
      ...numbers(line, problems),
      note: line.cell('note').trim(),
    },
  };
}

/** Finds what a cell names among what can be chosen; what is not found, or not alone, is said. */
function finder(line: Line, problems: string[]) {
  return <T>(
    key: string,
    list: readonly T[],
    is: (one: T, words: string) => boolean,
    what: string,
  ): T | null => {
    const words = clean(line.cell(key)).slice(0, 60);
    if (words === '') return null;
    const [first, second] = list.filter((one) => is(one, words));
    if (first && !second) return first;
    problems.push(first ? `${what}“${words}”不止一个，请写得更清楚。` : `没有找到${what}“${words}”。`);
    return null;
  };
}

function dayOf(line: Line, key: 'from' | 'to', problems: string[]): string {
  const label = dayLabels[key];
  if (spanIn(line.cell(key))) {
    problems.push(twoDaysWords(line.cell(key), [dayLabels.from, dayLabels.to]));
    return '';
  }
  const edge = key === 'to' ? 'last' : 'first';
  const read = dayOfCell(line, { key, label, edge, ask: '请写成 2027-3-1。' });
  if (!read.ok) problems.push(read.words);
  else if (read.day === null) problems.push(`没有写${label}。`);
  return read.ok ? (read.day ?? '') : '';
}

function numbers(line: Line, problems: string[]): Record<string, number> {
  const usual = { capacity: 0, least: 1, meetings: 0, minutes: 90 };
  const labels = { capacity: '名额', least: '最少人数', meetings: '课次', minutes: '每次分钟数' };
  const read = Object.entries(usual).map(([key, value]) => {
    const words = clean(line.cell(key));
    const number = words === '' ? value : numberIn(words);
    if (number === null)
      problems.push(`${labels[key as keyof typeof labels]}“${words.slice(0, 20)}”要写数字。`);
    return [key === 'least' ? 'minSize' : key, number ?? value];
  });
  return Object.fromEntries(read);
}

/** 1 for Monday to 7 for Sunday. */
function weekdaysIn(text: string): number[] | null {
  const words = clean(text).replace(/(?:每|星期|礼拜|周|[、,，;；/\s和及])/gu, '');
  const days = [...words].map(
    (letter) =>
      '一二三四五六日'.indexOf(letter === '天' || letter === '7' ? '日' : letter) + 1 || Number(letter),
  );
  return days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
    ? [...new Set(days)].sort()
    : null;
}
