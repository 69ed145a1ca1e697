/** A meeting to be made. Instants as UTC ISO text. */
export interface NewMeeting {
  startsAt: string;
  endsAt: string;
  venueId: string | null;
  topic: string;
  kind: 'face' | 'live' | 'visit';
}
