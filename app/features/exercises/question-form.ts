import { letters, type QuestionWords, type wordsOf } from './question-words.rules.ts';
import { type QuestionKind, questionKinds } from './questions.schema.ts';

/** Fields of the question form of which several may be sent. */
export const answerLists = ['answer'] as const;

/** A kind by the word in an address; single for anything else. */
export function kindIn(word: string | null): QuestionKind {
  return questionKinds.find((kind) => kind === word) ?? 'single';
}

interface Sent {
  fields: Readonly<Record<string, string>>;
  lists: Readonly<Record<'answer', readonly string[]>>;
}

/** The words of a sent question form. Accepted wordings stand one a line. */
export function wordsIn({ fields, lists }: Sent, kind: QuestionKind): QuestionWords {
  return {
    kind,
    objective: Number(fields.objective) || 0,
    stem: fields.stem ?? '',
    options: letters.map((letter) => fields[`option${letter}`] ?? ''),
    answer: kind === 'short-text' ? (fields.accepted ?? '').split('\n') : lists.answer,
    explanation: fields.explanation ?? '',
  };
}

/** The fields that a form shows of a question in the bank. */
export function fieldsOf(words: ReturnType<typeof wordsOf>): Sent {
  const options = letters.map((letter, place) => [`option${letter}`, words.options[place] ?? ''] as const);
  return {
    fields: {
      objective: String(words.objective),
      stem: words.stem,
      explanation: words.explanation,
      accepted: words.kind === 'short-text' ? words.answer.join('\n') : '',
      ...Object.fromEntries(options),
    },
    lists: { answer: [...words.answer] },
  };
}

export const emptyForm: Sent = { fields: {}, lists: { answer: [] } };
