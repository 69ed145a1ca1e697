/// <reference path="../../../../node_modules/mux-embed/dist/types/mux-embed.d.ts" />

/** Tells Mux Data how well the lecture plays. Called only where the operator has set a key; loaded only then. */
export async function watchQuality(
  video: HTMLVideoElement,
  { key, recordingId, title }: { key: string; recordingId: string; title: string },
): Promise<void> {
  const { default: mux } = await import('mux-embed');
  mux.monitor(video, {
    disableCookies: true,
    respectDoNotTrack: true,
    // Of the lecture only: nothing here says who is watching, and the page's own address would.
    data: {
      env_key: key,
      player_name: 'lecture',
      video_id: recordingId,
      video_title: title,
      page_url: window.location.origin,
    },
  });
}
