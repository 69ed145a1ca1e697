/** Why a place cannot be had, in words: what is there, when, and what to do. */
import { formatClock, formatDay } from '#app/lib/time.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';

interface BookedTime {
  title: string;
  school: School | null;
  startsAt: string;
  endsAt: string;
}

/** `11月25日 周三 上午 9:00–10:30`. */
export function bookedSpan({ startsAt, endsAt }: Pick<BookedTime, 'startsAt' | 'endsAt'>): string {
  const [start, end] = [formatClock(startsAt), formatClock(endsAt)];
  return `${formatDay(startsAt)} ${start}–${end.slice(0, 2) === start.slice(0, 2) ? end.slice(3) : end}`;
}

/** `老年学校《书法（周三班）》，11月25日 周三 上午 9:00–10:30`. */
export function bookedWords(booked: BookedTime): string {
  return `${booked.school ? schoolNames[booked.school] : ''}《${booked.title}》，${bookedSpan(booked)}`;
}

type Refusal =
  | { reason: 'not-found' }
  | { reason: 'taken'; with: BookedTime }
  | { reason: 'shut'; hours: string };

/** Why a place cannot be booked for a time. */
export function bookingRefusalWords(refusal: Refusal, venueName: string): string {
  if (refusal.reason === 'taken')
    return `${venueName}这个时间已经有人用：${bookedWords(refusal.with)}。可以换个时间，或者换一个阵地。`;
  if (refusal.reason === 'shut')
    return `${venueName}这个时间不开门（${refusal.hours}）。可以换到开放的时间，或者换一个阵地。`;
  return '没有找到这个阵地，可能已经改过。请重新选一个。';
}
