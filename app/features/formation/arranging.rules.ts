/** A formation as its pages show it: cohorts, groups and people in the order of their names, with counts in words. */

import type { Cohort, Formation, PersonToForm } from './formation-shape.ts';
import { goalNames, stepNames, steps } from './formation-words.ts';
import { sizeNotes } from './sizes.rules.ts';

export interface ArrangedGroup {
  number: number;
  people: PersonToForm[];
}

/** How many people have something, the most frequent first. */
export type Count = [label: string, people: number];

export interface ArrangedCohort extends Cohort {
  size: number;
  /** By name. */
  people: PersonToForm[];
  groups: ArrangedGroup[];
  communities: Count[];
  goals: Count[];
  steps: Count[];
}

/** One line of a comparison: how many of each cohort, in the order of the cohorts. */
export interface Comparison {
  label: string;
  counts: number[];
}

export interface Arranged {
  cohorts: ArrangedCohort[];
  /** Enrolled but without a place yet. */
  unplaced: PersonToForm[];
  /** What the registrar should know of the sizes. */
  notes: string[];
  comparisons: Record<'communities' | 'goals' | 'steps', Comparison[]>;
}

/** Arranges people whose places belong to this formation. */
export function arrange(formation: Formation, people: readonly PersonToForm[]): Arranged {
  const cohorts = formation.cohorts.map((cohort) => arrangedCohort(cohort, people));
  return {
    cohorts,
    unplaced: people.filter(({ place }) => place === null),
    notes: sizeNotes(
      cohorts.map(({ name, groups }) => ({ name, groups: groups.map((group) => group.people.length) })),
      formation.settings,
    ),
    comparisons: {
      communities: compared(cohorts.map(({ communities }) => communities)),
      goals: compared(cohorts.map(({ goals }) => goals)),
      steps: compared(cohorts.map((cohort) => cohort.steps)),
    },
  };
}

function arrangedCohort(cohort: Cohort, people: readonly PersonToForm[]): ArrangedCohort {
  const own = people.filter(({ place }) => place?.cohort === cohort.number);
  const numbers = [...new Set(own.map(({ place }) => place?.group ?? 0))].sort((a, b) => a - b);
  return {
    ...cohort,
    size: own.length,
    people: own,
    groups: numbers.map((number) => ({
      number,
      people: own.filter(({ place }) => place?.group === number),
    })),
    communities: counted(own.map(({ community }) => community?.name ?? '没有登记')),
    goals: counted(own.map(({ goal }) => (goal ? goalNames[goal] : '没有说'))),
    steps: steps.flatMap((step): Count[] => {
      const n = own.filter((person) => person.step === step).length;
      return n > 0 ? [[stepNames[step], n]] : [];
    }),
  };
}

/** Counts of labels, the most frequent first. */
export function counted(labels: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function compared(cohorts: readonly Count[][]): Comparison[] {
  const labels = [...new Set(cohorts.flatMap((counts) => counts.map(([label]) => label)))];
  return labels.map((label) => ({
    label,
    counts: cohorts.map((counts) => counts.find(([known]) => known === label)?.[1] ?? 0),
  }));
}

/** `和风社区 6、东园社区 5`. */
export const countWords = (counts: readonly Count[]): string =>
  counts.map(([label, people]) => `${label} ${people}`).join('、');

/** `5 个组，每组 5–6 人`. */
export function groupWords(groups: readonly { people: readonly unknown[] }[]): string {
  const sizes = groups.map(({ people }) => people.length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length === 0) return '还没有组';
  return `${sizes.length} 个组，每组 ${least === most ? least : `${least}–${most}`} 人`;
}
