/** A task as the fields of its form, for filling it in. */
import type { Criterion } from './rubric.rules.ts';

interface Filled {
  kind: string;
  title: string;
  instructions: string;
  files: string;
  passMark: number;
  dueOn?: string | null;
  required?: boolean;
  credits?: number;
  criteria: readonly Criterion[];
}

/** The fields as the form names them. */
export function fieldsOfTask({ criteria, ...task }: Filled): Record<string, string> {
  const rows = criteria.flatMap(({ label, words, points }, index) => [
    [`label${index + 1}`, label],
    [`words${index + 1}`, words],
    [`points${index + 1}`, String(points)],
  ]);
  return {
    kind: task.kind,
    title: task.title,
    instructions: task.instructions,
    files: task.files,
    passMark: String(task.passMark),
    dueOn: task.dueOn ?? '',
    credits: String(task.credits ?? 0),
    ...(task.required ? { required: 'yes' } : {}),
    ...Object.fromEntries(rows),
  };
}
