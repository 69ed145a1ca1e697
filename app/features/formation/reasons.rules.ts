/** Why somebody is where they are, in one plain sentence about what really decided. Source: 个人信息保护法 24, reasons shown. */
import { above, type Entry, type Tally, type Trait, traits } from './tally.rules.ts';

/** What the reason speaks of: the place's name, what such a place is called, and the words for what people have. */
export interface Place {
  tally: Tally;
  bin: number;
  /** 二班, 第 3 组. */
  name: string;
  /** 班, 组. */
  unit: string;
}

export type TraitWords = (trait: Trait, value: string) => string;

const MOST_CHARACTERS = 200;
const NEARLY_ALL = 0.8;

/** The reason for a cohort and for a group in it; either is left out where there was nothing to choose. */
export function reasonFor(entries: { cohort: Entry; group: Entry }, places: PlacesOfOne, words: TraitWords) {
  const { cohort, group } = places;
  const first = cohort.tally.sizes.length > 1 ? whyHere(entries.cohort, cohort, words, null) : null;
  const second =
    group.tally.sizes.length > 1 ? whyHere(entries.group, group, words, first?.trait ?? null) : null;
  const parts = [first, second].flatMap((part) => (part ? [part.words] : []));
  const sentence = parts.length > 0 ? `${parts.join('；')}。` : '人不多，都在一个组。';
  return [...sentence].slice(0, MOST_CHARACTERS).join('');
}

export interface PlacesOfOne {
  cohort: Place;
  group: Place;
}

interface Why {
  trait: Trait | null;
  words: string;
}

/** The trait that speaks most for this place beside the others, unless it was said already. */
function whyHere(entry: Entry, place: Place, words: TraitWords, said: Trait | null): Why {
  const [best] = traits
    .filter((trait) => trait !== said && entry.cells[trait] !== null)
    .map((trait) => ({ trait, gain: gainOf(entry, trait, place) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain);
  return best
    ? { trait: best.trait, words: sentenceOf(entry, best.trait, place, words) }
    : whereRoomWas(entry, place, words, said);
}

/**
 * How much a trait speaks for this place. One that is spread speaks by its weight wherever it lies evenly, unless there is
 * nobody to be spread from, or nearly everybody has it. One that keeps people together speaks by how many more are here than in
 * the other places.
 */
function gainOf({ cells }: Entry, trait: Trait, { tally, bin }: Place): number {
  const weight = tally.weights[trait];
  const total = cells[trait]?.total ?? 0;
  if (weight >= 0) {
    const decides = total > 1 && total <= NEARLY_ALL * tally.entries.length;
    return decides && above(tally, cells[trait], bin) < 1 ? weight : 0;
  }
  const others = tally.sizes.map((_, at) => at).filter((at) => at !== bin);
  const mean = others.reduce((sum, at) => sum + above(tally, cells[trait], at), 0) / others.length;
  return weight * (mean - (above(tally, cells[trait], bin) - 1));
}

function sentenceOf(entry: Entry, trait: Trait, place: Place, words: TraitWords): string {
  const { tally, bin, name, unit } = place;
  const value = words(trait, entry.person.traits[trait] ?? '');
  const alone = (entry.cells[trait]?.counts[bin] ?? 0) === 1;
  const together = tally.weights[trait] < 0;
  switch (trait) {
    case 'community':
      if (together) return `来自${value}，和同社区的同学在一起`;
      return alone
        ? `来自${value}，${name}需要一位这个社区的同学`
        : `来自${value}，这个社区的同学匀到各${unit}`;
    case 'goal':
      if (together) return `目标“${value}”，和目标相同的同学在一起`;
      return alone ? `目标“${value}”，${name}还缺这样的同学` : `目标“${value}”，目标相同的同学匀到各${unit}`;
    case 'step':
      return `这类课${value}，各${unit}学得多和学得少的搭着学`;
    case 'position':
      return `是${value}，各${unit}的岗位搭配着来`;
  }
}

/** Nothing spoke for this place but its room: said with what was looked for first. */
function whereRoomWas(
  entry: Entry,
  { tally, name, unit }: Place,
  words: TraitWords,
  said: Trait | null,
): Why {
  const wanted = traits.find((trait) => tally.weights[trait] < 0);
  if (!wanted || wanted === said) return { trait: null, words: `各${unit}人数要匀，${name}还有位置` };
  const value = entry.person.traits[wanted];
  const nouns =
    wanted === 'community' ? ['没有登记社区', '来自', '同社区'] : ['没有说目标', '目标', '目标相同'];
  if (value === null) return { trait: wanted, words: `${nouns[0]}，${name}还有位置` };
  const spoken = wanted === 'community' ? words(wanted, value) : `“${words(wanted, value)}”`;
  const few = entry.cells[wanted]?.total === 1;
  return {
    trait: wanted,
    words: few
      ? `${nouns[1]}${spoken}，${nouns[2]}的没有别人，${name}还有位置`
      : `${nouns[1]}${spoken}，${nouns[2]}的一个${unit}坐不下，${name}还有位置`,
  };
}
