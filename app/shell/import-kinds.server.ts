import type { ImportKind, ImportKinds } from '#app/features/imports/kinds.ts';
import { appointmentsKind, peopleKind } from '#app/features/imports/people-kind.server.ts';
import { sectionsKind } from '#app/features/imports/section-kind.server.ts';
import { trainingKind } from '#app/features/imports/training-kind.server.ts';
import { unitsKind } from '#app/features/imports/unit-kind.server.ts';
import { planSection } from '#app/shell/section-planning.server.ts';

/** Every kind of import; the deeds of some of them belong to several rooms. */
export const importKindsOfHouse: ImportKinds = {
  people: peopleKind,
  appointments: appointmentsKind,
  units: unitsKind,
  sections: sectionsKind(planSection),
  training: trainingKind,
};

/** What is said of them, in the order in which they are offered. */
export const importShapes = Object.values(importKindsOfHouse).map(({ shape }) => shape);

/** The kind that an address or a form names. */
export function importKindAt(key: string | undefined): ImportKind | null {
  return Object.values(importKindsOfHouse).find(({ shape }) => shape.key === key) ?? null;
}
