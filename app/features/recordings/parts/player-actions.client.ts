import { keyAction, type PlayerAction } from './player-keys.ts';

/** Does what a key means in the player, once: the browser's own controls do not hear of it. */
export function pressKey(event: KeyboardEvent, video: HTMLVideoElement, toggleCaptions: () => void): void {
  const action = keyAction(event, event.target instanceof HTMLElement ? event.target.tagName : '');
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === 'keydown') perform(action, video, toggleCaptions);
}

function perform(action: PlayerAction, video: HTMLVideoElement, toggleCaptions: () => void): void {
  switch (action.kind) {
    case 'toggle':
      if (video.paused) void video.play().catch(() => undefined);
      else video.pause();
      return;
    case 'skip':
      video.currentTime = Math.min(video.duration || 0, Math.max(0, video.currentTime + action.seconds));
      return;
    case 'volume':
      video.volume = Math.min(1, Math.max(0, video.volume + action.by));
      return;
    case 'captions':
      toggleCaptions();
      return;
    case 'fullscreen':
      if (document.fullscreenElement) void document.exitFullscreen();
      else void video.requestFullscreen?.().catch(() => undefined);
  }
}
