export { resultWords as statusWords } from '#app/features/closing/result-words.ts';

export const statusTones = {
  met: 'done',
  nearly: 'progress',
  'not-met': 'attention',
  exempt: 'neutral',
  'no-scheme': 'neutral',
} as const;
