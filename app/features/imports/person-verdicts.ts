/** What a row does for somebody new, and for somebody known. */
import type { KnownPerson, KnownPost } from './people-lookup.server.ts';
import { type PersonDeed, refused, type Said, type Verdict } from './person-hand.ts';
import type { PersonRow } from './person-rows.rules.ts';
import { type PostSaid, personWords } from './person-words.rules.ts';
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
  const earlier = hand.judging.earlier.first(thing);
  if (earlier) return { state: 'new', words: personWords.postOfEarlier(earlier.number, said), deed };
  if (!hand.adds) return refused(personWords.unknownPerson(row.name));
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
  if (post.state === 'same' && !changes) return { ...post, words: post.words + words };
  if (person.id === hand.judging.actor.personId) return refused(personWords.own);
  const deed = { ...(post.deed ?? deedOf(row, person.id, thing)), ...facts };
  return post.state === 'same'
    ? { state: 'change', words, deed }
    : { state: post.state, words: post.words + words, deed };
}

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
function postVerdict(row: PersonRow, person: KnownPerson, { unit, said, thing, hand }: Said): Verdict {
  const deed = deedOf(row, person.id, thing);
  const own = (hand.known.posts.get(person.id) ?? []).filter(
    ({ position, unitId }) => position === row.position && unitId === unit.id,
  );
  const there = meant(own, row);
  const same = { state: 'same', words: personWords.same(row.name, person.username), deed: null } as const;
  // Nothing is said of a post: to be known here is all that the row asks.
  if (
    !row.saysPosition &&
    (there || hand.known.posts.get(person.id)?.some(({ unitId }) => unitId === unit.id))
  )
    return same;
  if (!there && endsBefore(said)) return refused(personWords.endsBefore);
  if (!there)
    return {
      state: 'new',
      words: personWords.postAdded(row.name, person.username, said),
      deed: { ...deed, post: postAt(unit, said) },
    };
  if (row.from !== null && row.from !== there.validFrom)
    return refused(personWords.otherStart(row.position, there.validFrom, row.from));
  if (row.to === null || row.to === there.validTo) return same;
  if (there.validTo !== null && there.validTo < row.to)
    return refused(personWords.reopened(row.position, there.validTo));
  if (row.to < there.validFrom) return refused('结束日期比登记的任职时间还早，请核对。');
  return {
    state: 'change',
    words: personWords.endChanged(row.name, row.position, there.validTo, row.to),
    deed: { ...deed, end: { appointmentId: there.id, lastDay: row.to } },
  };
}

/** The post of these that a row is about: of its day, else one that meets the days it says, else the newest. */
function meant(posts: readonly KnownPost[], { from, to }: PersonRow): KnownPost | undefined {
  const sameDay = posts.find(({ validFrom }) => validFrom === from);
  if (sameDay || from === null) return sameDay ?? posts.at(-1);
  return posts.find(({ validFrom, validTo }) => (validTo ?? '9999') >= from && validFrom <= (to ?? '9999'));
}
