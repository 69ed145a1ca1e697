/** How the state of a window looks. */
export const termTones = { open: 'progress', coming: 'neutral', over: 'closed' } as const;
