import { createContext, useContext } from 'react';

interface AnswerMarks {
  nonce?: string;
  requestId?: string;
}

const AnswerContext = createContext<AnswerMarks>({});

export const AnswerProvider = AnswerContext.Provider;

/** The nonce for inline scripts of this answer; undefined in the browser, which hides it anyway. */
export function useNonce(): string | undefined {
  return useContext(AnswerContext).nonce;
}

/** The number under which this answer stands in the log; only known while the server renders. */
export function useRequestId(): string | undefined {
  return useContext(AnswerContext).requestId;
}
