/** `40 %` as `40%`: published rules are written either way and never changed, and a figure and its sign belong on one line. */
export const joinedPercent = (text: string): string => text.replace(/(\d) %/g, '$1%');
