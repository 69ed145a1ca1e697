import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { LRUCache } from 'lru-cache';
import type { CalendarEntry } from './calendar.rules.ts';

/** What a calendar file is called, whose site it is and what is in it. */
export interface CalendarFile {
  name: string;
  /** Where the addresses of its entries begin: `https://college.example.cn`. */
  origin: string;
  /** Whether somebody who has it is busy then: true of one's own classes, not of the whole college's. */
  busy: boolean;
  entries: readonly CalendarEntry[];
}

const TOLD_TO_ASK_AGAIN_SECONDS = 6 * 3600;
const KEPT_CHARACTERS = 8_000_000;
/** Writing a file costs a quarter of a millisecond for each entry, and the same file is asked for again and again. */
const kept = new LRUCache<string, string>({
  maxSize: KEPT_CHARACTERS,
  sizeCalculation: (text) => text.length,
});

/**
 * A calendar as RFC 5545 text. Times are in UTC: no entry repeats, so nothing is gained by a VTIMEZONE, and there is no calendar that
 * reads an instant wrongly, while some take a TZID for a zone of their own. Everybody sees them on their own clock; X-WR-TIMEZONE
 * says which one the academy goes by.
 */
export function calendarFile(file: CalendarFile): string {
  const key = createHash('sha256').update(JSON.stringify(file)).digest('base64url');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const text = writeFile(file);
  kept.set(key, text);
  return text;
}

function writeFile({ name, origin, busy, entries }: CalendarFile): string {
  const calendar = ical({
    // The library writes the name as it is, where a comma would have to be escaped.
    name: name.replace(/[\\;,]/g, ' '),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'community-academy', product: 'timetable', language: 'ZH' },
    ttl: TOLD_TO_ASK_AGAIN_SECONDS,
    x: [['X-WR-TIMEZONE', process.env.ACADEMY_TZ ?? 'Asia/Shanghai']],
  });
  for (const entry of entries) {
    const { place } = entry;
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      stamp: new Date(entry.changedAt),
      lastModified: new Date(entry.changedAt),
      start: new Date(entry.startsAt),
      end: new Date(entry.endsAt),
      summary: entry.title,
      description: entry.lines.join('\n'),
      location: place && { title: place.name, ...(place.address ? { address: place.address } : {}) },
      categories: [{ name: entry.category }],
      url: origin + entry.path,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency:
        busy && !entry.cancelled ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`.replace(/(\r\n)+$/, '\r\n');
}
