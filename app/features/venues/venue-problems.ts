import { weekdayOf } from '#app/lib/time.ts';
import { bookedWords } from './refusal-words.rules.ts';
import type { VenueRefusal } from './venues.server.ts';

const MOST_NAMED = 5;

/** Why a place cannot be saved as it was typed, each beside the field where something can be done about it. */
export function venueProblems(refusal: VenueRefusal): { field?: string; message: string }[] {
  if (refusal.reason === 'name-taken')
    return [{ field: 'name', message: '已经有叫这个名字的阵地，换一个名字，免得订错。' }];
  if (refusal.reason === 'no-community')
    return [{ field: 'community', message: '没有找到这个社区，请从列表里重新选。' }];
  if (refusal.reason === 'not-found') return [{ message: '没有找到这个阵地。' }];
  const { bookings } = refusal;
  const more = bookings.length > MOST_NAMED ? [`另外还有 ${bookings.length - MOST_NAMED} 次。`] : [];
  return [
    {
      field: `day${bookings[0] ? weekdayOf(bookings[0].startsAt) : 1}`,
      message: `改成这样，有 ${bookings.length} 次已经订好的就进不了门。先给它们换时间或换地方，再来改开放时间：`,
    },
    ...[...bookings.slice(0, MOST_NAMED).map((booked) => `${bookedWords(booked)}。`), ...more].map(
      (message) => ({
        message,
      }),
    ),
  ];
}
