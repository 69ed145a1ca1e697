/** How many parts a form for splitting a unit offers. */
export const MOST_PARTS = 6;
