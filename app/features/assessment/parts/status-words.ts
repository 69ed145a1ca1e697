export {
  resultTones as statusTones,
  resultWords as statusWords,
} from '#app/features/closing/result-words.ts';
