import { accountFamilies } from './account-actions.rules.ts';
import { peopleFamilies } from './people-actions.rules.ts';
import { teachingFamilies } from './teaching-actions.rules.ts';

/**
 * What may stand in the journal, in plain words, by family: the part of an action before its dot. Whoever writes a new action gives it a name; a
 * test walks the code for those without one.
 */
export interface Family {
  label: string;
  actions: Readonly<Record<string, string>>;
}

export const families: Readonly<Record<string, Family>> = {
  ...peopleFamilies,
  ...accountFamilies,
  ...teachingFamilies,
};

const names = new Map(Object.values(families).flatMap(({ actions }) => Object.entries(actions)));

/** The plain name of an action; the action itself where it has none (of an older release). */
export const actionName = (action: string): string => names.get(action) ?? action;

/** The actions of a family; none of an unknown one. */
export const actionsOf = (family: string): string[] =>
  Object.hasOwn(families, family) ? Object.keys(families[family]?.actions ?? {}) : [];

export const namedActions: readonly string[] = [...names.keys()];
