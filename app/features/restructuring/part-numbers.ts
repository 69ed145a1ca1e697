/** How many parts a form for splitting a unit offers. */
export const MOST_PARTS = 6;
/** How many units below it are shared out one by one: more than a district has streets, or a yard has buildings. */
export const MOST_SHARED_OUT = 600;
