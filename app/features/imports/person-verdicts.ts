/** What a row does for somebody new, and for somebody known. */
import { phoneKey } from './namesakes.ts';
import type { KnownPerson, KnownPost } from './people-lookup.server.ts';
import { type PersonDeed, refused, type Said, type Verdict } from './person-hand.ts';
import type { PersonRow } from './person-rows.rules.ts';
import { type PostSaid, personWords } from './person-words.rules.ts';
import type { Piece } from './post-pieces.ts';
import type { KnownUnit } from './unit-directory.ts';
import { holdsBand } from './values.rules.ts';

function deedOf(row: PersonRow, personId: string | null, thing: string): PersonDeed {
  const { name, username, ageBand } = row;
  return { personId, thing, name, username, ageBand, correctAge: false, phone: '', post: null, end: null };
}

const postAt = (unit: KnownUnit, said: PostSaid): PersonDeed['post'] => ({
  ...said,
  unitId: unit.id,
  plain: unit.validTo === null && said.from >= unit.validFrom,
});

/** Somebody of whom the academy knows nothing. */
export function onNew(row: PersonRow, { unit, said, thing, hand }: Said): Verdict {
  const deed = { ...deedOf(row, null, thing), phone: row.phone, post: postAt(unit, said) };
  if (!hand.adds) return refused(personWords.unknownPerson(row.name));
  const earlier = hand.judging.earlier.first(thing);
  if (earlier) return { state: 'new', words: personWords.postOfEarlier(earlier.number, said), deed };
  if (endsBefore(said)) return refused(personWords.endsBefore);
  return {
    state: 'new',
    words: personWords.added(row.name, said, {
      others: hand.known.called.get(row.name) ?? 0,
      phone: row.phone,
    }),
    deed,
  };
}

/** Somebody who is known: what is new about them. */
export function onKnown(row: PersonRow, person: KnownPerson, about: Said): Verdict {
  const { thing, hand } = about;
  const post = postVerdict(row, person, about);
  if (post.state === 'refused') return post;
  const age = ageChange(row, person);
  const phone = phoneChange(row, person, hand);
  const facts = { ...age?.deed, ...phone?.deed };
  const words = `${age?.words ?? ''}${phone?.words ?? ''}`;
  const changes = Object.keys(facts).length > 0;
  const isQuiet = post.state === 'same' || post.state === 'ended';
  if (isQuiet && !changes) return { ...post, words: post.words + words };
  if (person.id === hand.judging.actor.personId) return refused(personWords.own);
  if (!person.reached && !isAdded(row, about)) return refused(personWords.notNow(row.name, person.username));
  const deed = { ...(post.deed ?? deedOf(row, person.id, thing)), ...facts };
  return isQuiet
    ? { state: 'change', words: post.state === 'ended' ? post.words + words : words, deed }
    : { state: post.state, words: post.words + words, deed };
}

/** Whether an earlier row of this sheet has added somebody. */
const isAdded = (row: PersonRow, { thing, hand: { judging } }: Said): boolean =>
  [judging.earlier.first(thing), ...judging.earlier.ofPhone(phoneKey(row))].some(
    (one) => one !== null && !one.personId,
  );

type FactChange = { words: string; deed: Partial<PersonDeed> } | null;

function ageChange(row: PersonRow, person: KnownPerson): FactChange {
  if (row.ageBand === null || holdsBand(row.ageBand, person.ageBand)) return null;
  return {
    words: personWords.ageChanged(row.name, person.ageBand, row.ageBand),
    deed: { correctAge: true },
  };
}

/** A number that somebody has confirmed is theirs: no sheet takes its place. */
function phoneChange(row: PersonRow, person: KnownPerson, { adds, known }: Said['hand']): FactChange {
  if (!adds || !row.phone || known.byPhone.get(row.phone)?.id === person.id) return null;
  const held = known.phones.get(person.id);
  if (held?.confirmed) return { words: personWords.phoneKept(row.name), deed: {} };
  const words = held ? personWords.phoneChanged : personWords.phoneAdded;
  return { words: words(row.name, row.phone), deed: { phone: row.phone } };
}

const endsBefore = ({ from, to }: PostSaid) => to !== null && to < from;

/** What becomes of the post that the row says. */
function postVerdict(row: PersonRow, person: KnownPerson, about: Said): Verdict {
  const { unit, said, thing, hand } = about;
  const units = hand.directory.lineage(unit);
  const here = (hand.known.posts.get(person.id) ?? []).filter(({ unitId }) => units.has(unitId));
  const there = meant(
    here.filter(({ position }) => position === row.position),
    row,
  );
  // Nothing is said of a post: to be known here is all that the row asks.
  const known = row.saysPosition ? undefined : knownBy(here, row, hand.today);
  if (known) return sameAs(row, person, known, about);
  if (!there && endsBefore(said)) return refused(personWords.endsBefore);
  if (there) return onPost(row, person, there, about);
  return {
    state: 'new',
    words: personWords.postAdded(row.name, person.username, said),
    deed: { ...deedOf(row, person.id, thing), post: postAt(unit, said) },
  };
}

/** By which of somebody's posts here a row knows him that names none: one that lasts, else the newest; by none where all ended before he comes back. */
function knownBy(here: readonly KnownPost[], { from }: PersonRow, today: string): KnownPost | undefined {
  const endOf = ({ whole }: KnownPost) => whole.ends ?? '9999';
  const lasting = here.find((post) => endOf(post) >= today);
  if (lasting) return lasting;
  const newest = here.reduce<KnownPost | undefined>(
    (last, post) => (last && endOf(last) > endOf(post) ? last : post),
    undefined,
  );
  const isBack = from !== null && newest !== undefined && endOf(newest) < from;
  return isBack ? undefined : newest;
}

/** What the row says of a post that is there. */
function onPost(row: PersonRow, person: KnownPerson, there: KnownPost, about: Said): Verdict {
  const { starts, ends, pieces } = there.whole;
  const [start = ''] = starts;
  if (row.from !== null && !starts.includes(row.from))
    return refused(personWords.otherStart(row.position, start, row.from));
  if (row.to === null || row.to === ends) return sameAs(row, person, there, about);
  const { to } = row;
  const { made } = there.whole;
  if (ends !== null && ends < to) return refused(personWords.reopened(row.position, ends));
  const piece = pieces.findLast(({ validFrom }) => validFrom <= to);
  if (!piece) return refused('结束日期比登记的任职时间还早，请核对。');
  // What a change has made ends with what it went on from; what was there beside it would last on.
  const stays = ({ id, validTo }: Piece) => id !== piece.id && !made.has(id) && (validTo ?? '9999') > to;
  if (pieces.some(stays)) return refused(personWords.severalPieces(row.position));
  return {
    state: 'change',
    words: personWords.endChanged(row.name, row.position, ends, to),
    deed: { ...deedOf(row, person.id, about.thing), end: { appointmentId: piece.id, lastDay: to } },
  };
}

/** Nothing is to be done; of a post that has ended it is said, since the sheet may mean that it goes on. */
function sameAs(row: PersonRow, { username }: KnownPerson, post: KnownPost, { hand }: Said): Verdict {
  const { ends } = post.whole;
  return ends !== null && ends < hand.today && row.to === null
    ? { state: 'ended', words: personWords.ended(row.name, username, post.position, ends), deed: null }
    : { state: 'same', words: personWords.same(row.name, username), deed: null };
}

/** The post of these that a row is about: of its day, else one that meets the days it says, else the newest. */
function meant(posts: readonly KnownPost[], { from, to }: PersonRow): KnownPost | undefined {
  const sameDay = from === null ? undefined : posts.find(({ whole }) => whole.starts.includes(from));
  if (sameDay || from === null) return sameDay ?? posts.at(-1);
  return posts.find(
    ({ whole: { starts, ends } }) => (ends ?? '9999') >= from && (starts[0] ?? '') <= (to ?? '9999'),
  );
}
