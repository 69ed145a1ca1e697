import { z } from 'zod';
import { preferenceName } from './application-words.rules.ts';

/** What somebody does with the form of their application. */
export type Means = 'check' | 'apply' | 'withdraw' | { move: 'up' | 'down'; at: number };

export interface ApplicationForm {
  means: Means;
  /** One for each place on the form; empty where nothing is chosen. */
  choices: string[];
  places: number;
  waitlist: boolean;
}

const MOST_FIELDS = 20;

const means = z
  .string()
  .regex(/^(check|apply|withdraw|(up|down)-\d{1,2})$/)
  .catch('apply')
  .transform((word): Means => {
    const [verb, at] = word.split('-');
    if (verb === 'up' || verb === 'down') return { move: verb, at: Number(at) };
    return verb as 'check' | 'apply' | 'withdraw';
  });

/**
 * Reads the fields `choice1`, `choice2` … (or `choice` several times, as programs send it), `places`, `waitlist` and what is to be done
 * with them: `means`, or as the form calls it.
 */
export function readApplication(form: FormData, verb = 'means'): ApplicationForm {
  const listed = form.getAll('choice').map(String);
  const numbered = Array.from({ length: MOST_FIELDS }, (_, at) => form.get(`choice${at + 1}`))
    .filter((value) => value !== null)
    .map(String);
  return {
    means: means.parse(String(form.get(verb) ?? 'apply')),
    choices: (listed.length > 0 ? listed : numbered).slice(0, MOST_FIELDS),
    places: z.coerce
      .number()
      .int()
      .min(1)
      .max(9)
      .catch(1)
      .parse(form.get('places') ?? 1),
    waitlist: form.get('waitlist') === 'yes',
  };
}

/** The choices with one of them a place further up or down. */
export function moved(
  choices: readonly string[],
  { move, at }: { move: 'up' | 'down'; at: number },
): string[] {
  const other = move === 'up' ? at - 1 : at + 1;
  const [one, two] = [choices[at], choices[other]];
  if (one === undefined || two === undefined) return [...choices];
  return choices.map((choice, place) => (place === at ? two : place === other ? one : choice));
}

export interface FieldProblem {
  field: string;
  message: string;
}

/** What is wrong with choices before anything is looked up: none at all, or one twice. `choices` as they stand on the form. */
export function problemsOf(choices: readonly string[]): FieldProblem[] {
  if (choices.every((choice) => choice === ''))
    return [{ field: 'choice1', message: '还没有选志愿。请至少选一个班。' }];
  return choices.flatMap((choice, at) =>
    choice !== '' && choices.indexOf(choice) < at
      ? [
          {
            field: `choice${at + 1}`,
            message: `${preferenceName(at)}和前面的是同一个班，请换一个，或者空着。`,
          },
        ]
      : [],
  );
}
