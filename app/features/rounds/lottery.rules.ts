/**
 * The draw, `academy-lottery-1`: from seed and inputs the list, without anything else, so that anybody can repeat it.
 * Numbers: every lot i of a ticket gives SHA-256 of `seed|ticket|i`; an applicant's number is the smallest of theirs, and numbers
 * in their order are the order of the draw. The smallest of w equal chances is exactly a lottery weighted by w, without a fraction.
 * Seats: deferred acceptance (Gale and Shapley 1962) with reserved seats (Hafalir, Yenmez, Yildirim 2013), applicants proposing.
 * Source: fair rounds of the college (preselect, draw, add/drop), quotas by community and age band.
 */
import { createHash } from 'node:crypto';
import type { LotteryApplicant, LotteryInputs, LotterySection } from './lottery-inputs.schema.ts';

/** A seat that belongs to no group. */
export const COMMON = 'common';

/** What became of one choice: a seat (`common` or a group's code), or why not. */
export type ChoiceOutcome =
  | { outcome: 'admitted'; seat: string }
  /** Not given: as many places as wanted were given by choices further up. */
  | { outcome: 'better' }
  /** Not given: at the same time as, or of the same course as, what was given before. */
  | { outcome: 'clash' | 'same-course' }
  /** Asked for and full. `lastPlace`: the last place in the draw that got one of its common seats; null when it has none. */
  | { outcome: 'lost'; lastPlace: number | null };

/** One applicant in the order of the draw. `place` counts from 1; `outcomes` stand in the order of the choices. */
export interface Drawn {
  place: number;
  ticket: string;
  number: string;
  outcomes: (ChoiceOutcome & { section: string })[];
}

/** SHA-256 of a text as 64 hexadecimal figures: what `sha256sum` says of it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The number of a ticket: the smallest that its lots give. */
export function numberOf(seed: string, { ticket, lots }: Pick<LotteryApplicant, 'ticket' | 'lots'>): string {
  let smallest = sha256(`${seed}|${ticket}|1`);
  for (let lot = 2; lot <= lots; lot++) {
    const number = sha256(`${seed}|${ticket}|${lot}`);
    if (number < smallest) smallest = number;
  }
  return smallest;
}

interface Player {
  applicant: LotteryApplicant;
  number: string;
  place: number;
  /** Section code → seat. */
  got: Map<string, string>;
  refusedBy: Set<string>;
  skipped: Map<string, 'clash' | 'same-course'>;
}

interface Hold {
  player: Player;
  seat: string;
}

interface Desk {
  section: LotterySection;
  /** Given in earlier passes. */
  kept: Hold[];
  /** Held in this pass until somebody with more right asks, in the order of the draw. */
  held: Player[];
}

/**
 * The whole draw. In passes: pass k gives each applicant their k-th place at most. The order in which inputs are listed makes no
 * difference. Stable within a pass: nobody prefers a section in which somebody with a later number holds a common seat.
 */
export function drawLottery(inputs: LotteryInputs, seed: string): Drawn[] {
  const players = inOrder(inputs, seed);
  const desks = new Map(
    inputs.sections.map((section) => [section.code, { section, kept: [], held: [] } as Desk]),
  );
  const clashing = clashTest(inputs);
  for (let pass = 1; pass <= inputs.mostPlaces; pass++) {
    const taking = players.filter(({ applicant, got }) => applicant.places >= pass && got.size === pass - 1);
    if (taking.length === 0) break;
    drawPass(taking, desks, clashing);
  }
  const lastPlaces = new Map([...desks].map(([code, desk]) => [code, lastPlaceOf(desk)]));
  return players.map((player) => asDrawn(player, lastPlaces));
}

function inOrder({ applicants }: LotteryInputs, seed: string): Player[] {
  return applicants
    .map((applicant) => ({ applicant, number: numberOf(seed, applicant) }))
    .sort((a, b) => order(a.number, b.number) || order(a.applicant.ticket, b.applicant.ticket))
    .map((each, index) => ({
      ...each,
      place: index + 1,
      got: new Map(),
      refusedBy: new Set(),
      skipped: new Map(),
    }));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Clashing = (one: string, other: string) => 'clash' | 'same-course' | null;

function clashTest({ sections, clashes }: LotteryInputs): Clashing {
  const courses = new Map(sections.map(({ code, course }) => [code, course]));
  const pairs = new Set(clashes.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  return (one, other) => {
    if (courses.get(one) === courses.get(other)) return 'same-course';
    return pairs.has(`${one} ${other}`) ? 'clash' : null;
  };
}

/**
 * One pass: everybody asks down their list until they are held somewhere or have nothing left to ask for. Whoever loses their hold
 * to somebody goes on asking. It makes no difference who begins; in the order of the draw few lose a hold.
 */
function drawPass(taking: readonly Player[], desks: ReadonlyMap<string, Desk>, clashing: Clashing): void {
  const lists = new Map(taking.map((player) => [player, listOf(player, clashing)]));
  for (const player of taking)
    for (let asking: Player | undefined = player; asking; ) {
      const desk = desks.get(lists.get(asking)?.shift() ?? '');
      asking = desk && refusedBy(desk, asking);
    }
  for (const desk of desks.values()) {
    const given = seat(desk, desk.held);
    for (const hold of given) hold.player.got.set(desk.section.code, hold.seat);
    desk.kept.push(...given);
    desk.held = [];
  }
}

/** What somebody may still ask for, best first: nothing that cannot be had beside what they got in earlier passes. */
function listOf(player: Player, clashing: Clashing): string[] {
  const got = [...player.got.keys()];
  return player.applicant.choices.filter((choice) => {
    if (player.got.has(choice) || player.refusedBy.has(choice)) return false;
    const why = got.map((other) => clashing(choice, other)).find(Boolean);
    if (why) player.skipped.set(choice, why);
    return !why;
  });
}

/** A section keeps the best of those it holds and the one who asks; returns whom it has no seat for, if anybody. */
function refusedBy(desk: Desk, asking: Player): Player | undefined {
  const { held, section, kept } = desk;
  if (held.length === section.seats - kept.length && hasNoClaim(desk, asking)) {
    asking.refusedBy.add(section.code);
    return asking;
  }
  const at = held.findIndex((player) => player.place > asking.place);
  held.splice(at < 0 ? held.length : at, 0, asking);
  if (held.length <= section.seats - kept.length) return undefined;
  const refused = section.reserved.length === 0 ? held.at(-1) : unseated(desk);
  if (!refused) return undefined;
  held.splice(held.indexOf(refused), 1);
  refused.refusedBy.add(section.code);
  return refused;
}

/** Whether a full section need not even look: a later number than all it holds, and no seat reserved for their group. */
function hasNoClaim({ held, section }: Desk, { place, applicant }: Player): boolean {
  return (
    place > (held.at(-1)?.place ?? 0) &&
    !section.reserved.some(({ group }) => applicant.groups.includes(group))
  );
}

/** Whom of those in the line the seats do not reach; it is one longer than there are seats. */
function unseated(desk: Desk): Player | undefined {
  const seated = new Set(seat(desk, desk.held).map(({ player }) => player));
  return desk.held.find((player) => !seated.has(player));
}

/** Reserved seats first, each group's by number; then the common ones, among them the reserved that nobody of a group wants. */
function seat({ section, kept }: Desk, line: readonly Player[]): Hold[] {
  const free = section.seats - kept.length;
  const held: Hold[] = [];
  const seated = new Set<Player>();
  const give = (player: Player, name: string) => {
    held.push({ player, seat: name });
    seated.add(player);
  };
  if (section.reserved.length === 0)
    return line.slice(0, Math.max(0, free)).map((player) => ({ player, seat: COMMON }));
  for (const { group, seats } of section.reserved) {
    let left = seats - kept.filter((hold) => hold.seat === group).length;
    for (const player of line) {
      if (left <= 0 || held.length >= free) break;
      if (seated.has(player) || !player.applicant.groups.includes(group)) continue;
      give(player, group);
      left -= 1;
    }
  }
  for (const player of line) {
    if (held.length >= free) break;
    if (!seated.has(player)) give(player, COMMON);
  }
  return held;
}

type LastPlaces = ReadonlyMap<string, number | null>;

function asDrawn(player: Player, lastPlaces: LastPlaces): Drawn {
  const { applicant, place, number } = player;
  return {
    place,
    ticket: applicant.ticket,
    number,
    outcomes: applicant.choices.map((section) => ({ section, ...outcomeOf(player, section, lastPlaces) })),
  };
}

function outcomeOf(player: Player, section: string, lastPlaces: LastPlaces): ChoiceOutcome {
  const given = player.got.get(section);
  if (given) return { outcome: 'admitted', seat: given };
  if (player.refusedBy.has(section)) return { outcome: 'lost', lastPlace: lastPlaces.get(section) ?? null };
  const why = player.skipped.get(section);
  return why ? { outcome: why } : { outcome: 'better' };
}

function lastPlaceOf(desk: Desk): number | null {
  const places = desk.kept.filter((hold) => hold.seat === COMMON).map(({ player }) => player.place);
  return places.length > 0 ? Math.max(...places) : null;
}
