import { contentJson } from '#app/cli/content-folder.ts';
import { holidaysWithin } from '#app/features/timetable/holidays.rules.ts';
import { usualLimits } from '#app/features/timetable/term-shape.ts';
import { createTerm } from '#app/features/timetable/terms.server.ts';
import type { OpenSpan } from '#app/features/venues/hours.rules.ts';
import { addVenues } from '#app/features/venues/venues.server.ts';
import { type VenuesFile, venuesFile } from '#content/world/world.schema.ts';
import { addDays, momentOf, type Semester, semesterOf } from './calendar.ts';
import type { Street } from './organisation.ts';
import { known, type Loading } from './world.ts';

/** Enters the venues of the three tiers. Answers their ids by name. */
export async function openVenues({ trx }: Loading, street: Street): Promise<Map<string, string>> {
  const venues = contentJson(venuesFile, 'world', 'venues.json');
  return addVenues(
    trx,
    venues.map(({ community, hours, ...venue }) => ({
      ...venue,
      hours: hours.flatMap(openSpans),
      orgUnitId: community ? known(street.byName, community, 'community').id : null,
    })),
  );
}

function openSpans({ weekdays, opens, closes, until }: VenuesFile[number]['hours'][number]): OpenSpan[] {
  return weekdays.flatMap((weekday) => {
    const usual = { weekday, opens, closes, extended: false };
    return until ? [usual, { weekday, opens: closes, closes: until, extended: true }] : [usual];
  });
}

export const shifts = [-2, -1, 0, 1] as const;
export type Shift = (typeof shifts)[number];
export interface DemoTerm extends Semester {
  id: string;
}

/** Days for which selection in the present term stays open after the world is loaded, and for which changes do. */
const SELECTION_DAYS_LEFT = 12;
const CHANGE_DAYS_LEFT = 19;

/** Makes the present term with its selection open, the two before it and the next one. */
export async function makeTerms({ trx, today }: Loading): Promise<Map<Shift, DemoTerm>> {
  const terms = new Map<Shift, DemoTerm>();
  for (const shift of shifts) {
    const semester = semesterOf(today, shift);
    const { startsOn } = semester;
    const [selectionEnds, changesEnd] =
      shift === 0
        ? [addDays(today, SELECTION_DAYS_LEFT), addDays(today, CHANGE_DAYS_LEFT)]
        : [addDays(startsOn, 14), addDays(startsOn, 28)];
    const opensAt = momentOf(addDays(startsOn, -14), '09:00').toISOString();
    const window = (kind: 'selection' | 'add-drop', closes: string) => ({
      kind,
      opensAt: kind === 'selection' ? opensAt : momentOf(startsOn, '09:00').toISOString(),
      closesAt: momentOf(closes, '20:00').toISOString(),
    });
    const windows = [
      ...preselectOf(shift, { today, startsOn }),
      window('selection', selectionEnds),
      window('add-drop', changesEnd),
    ];
    const id = await createTerm(trx, {
      ...semester,
      windows,
      limits: usualLimits,
      breaks: holidaysWithin(semester),
    });
    terms.set(shift, { id, ...semester });
  }
  return terms;
}

/** Days before the present term began, and around the day of loading for the next one, between which people apply for a draw. */
const DRAWN_DAYS = [-28, -21] as const;
const APPLYING_DAYS = [-4, 5] as const;

/** When people applied for the draw of the present term, and when they apply for that of the next one. */
function preselectOf(shift: Shift, { today, startsOn }: { today: string; startsOn: string }) {
  if (shift < 0) return [];
  const [day, [opens, closes]] = shift === 0 ? [startsOn, DRAWN_DAYS] : [today, APPLYING_DAYS];
  return [
    {
      kind: 'preselect' as const,
      opensAt: momentOf(addDays(day, opens), '09:00').toISOString(),
      closesAt: momentOf(addDays(day, closes), '20:00').toISOString(),
    },
  ];
}
