import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { AttendanceMark } from '#app/features/attendance/parts/attendance-mark.tsx';
import type { MissedMeeting } from '#app/features/making-up/own.server.ts';
import { MissedMeetings } from './missed-meetings.tsx';

const missed = (more: Partial<MissedMeeting>) =>
  ({
    id: 'm',
    number: 1,
    topic: '认门',
    startsAt: '2026-11-22T05:00:00.000Z',
    doneAt: null,
    ...more,
  }) as MissedMeeting;

it('marks a missed meeting as the page of the course does, whether or not it can be made up', () => {
  for (const attendance of ['absent', 'leave'] as const)
    for (const state of ['may', 'cannot'] as const)
      expect(
        renderToStaticMarkup(
          <MissedMeetings
            missed={[missed({ attendance, state, against: state === 'cannot' ? 'no-quiz' : null })]}
            enrolmentId="e"
            over={false}
            minimumShare={0.9}
          />,
        ),
      ).toContain(renderToStaticMarkup(<AttendanceMark state={attendance} />));
});
