/** Whoever sends this cookie is, or was, signed in: their pages are never taken from those kept for everyone. */
export const SESSION_COOKIE = 'academy_session';
