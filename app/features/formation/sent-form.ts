import type { WrongField } from './formation.schema.ts';

/** What the registrar sent and got back, to be shown again as it was typed. */
export interface SentForm {
  fields: Record<string, string>;
  /** The enrolments that were ticked. */
  people: readonly string[];
  errors: readonly WrongField[];
}

/** What is wrong with one field, if anything. */
export const errorOf = (sent: SentForm, field: string): string | undefined =>
  sent.errors.find((error) => error.field === field)?.message;
