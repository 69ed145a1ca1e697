export {
  resultTones as statusTones,
  resultWords as statusWords,
  WITHOUT_SHEET,
} from '#app/features/closing/result-words.ts';
