/// <reference path="../../../../node_modules/mux-embed/dist/types/mux-embed.d.ts" />
import type { PlayedBy } from './film.ts';

interface Measured {
  key: string;
  recordingId: string;
  title: string;
  playedBy?: PlayedBy;
}

/**
 * Tells Mux Data how well the lecture plays. Called only where the operator has set a key; loaded only then. Who watches is not
 * told: no cookie, no id of a person, and no address, since those of films are signed for one person.
 */
export async function watchQuality(
  video: HTMLVideoElement,
  { key, recordingId, title, playedBy }: Measured,
): Promise<void> {
  const { default: mux } = await import('mux-embed');
  mux.monitor(video, {
    ...playedBy,
    disableCookies: true,
    respectDoNotTrack: true,
    stateDataTranslator: (state?: object) => withoutAddresses(state ?? {}),
    emitTranslator: (event: string, data?: object) => [event, withoutAddresses(data ?? {})],
    data: {
      env_key: key,
      player_name: 'lecture',
      video_id: recordingId,
      video_title: title,
      page_url: window.location.origin,
    },
  });
}

/** Where mux-embed names them in what it gathers of the player, of each request and of failures. */
const addresses = [
  'player_source_url',
  'video_source_url',
  'video_poster_url',
  'request_url',
  'player_error_context',
];

function withoutAddresses(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !addresses.includes(name)));
}
