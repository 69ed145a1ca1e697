/** What can be looked at at the desk: work in one state, or the tasks. */
export const shows = ['handed-in', 'returned', 'passed', 'tasks'] as const;
