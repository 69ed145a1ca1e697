import type { ImportKind, ImportKinds } from '#app/features/imports/kinds.ts';
import { appointmentsKind, peopleKind } from '#app/features/imports/people-kind.server.ts';

/** Every kind of import; the deeds of some of them belong to several rooms. */
export const importKindsOfHouse: ImportKinds = { people: peopleKind, appointments: appointmentsKind };

/** Those of the registrar's desk, in the order in which they are offered. */
const ofDesk = ['people', 'appointments'] as const;

/** What is said of them. */
export const importShapes = ofDesk.map((key) => importKindsOfHouse[key].shape);

/** The kind of the registrar's desk that an address or a form names. */
export function importKindAt(key: string | undefined): ImportKind | null {
  const found = ofDesk.find((one) => one === key);
  return found ? importKindsOfHouse[found] : null;
}
