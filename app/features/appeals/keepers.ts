import type { Role } from '#app/lib/vocabulary.ts';

/** Who reads appeals and decides about them. */
export const decidersOfAppeals: readonly Role[] = ['appeals-reviewer'];
