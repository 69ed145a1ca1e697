import type { Player } from './player.client.ts';
import { keyAction, type PlayerAction } from './player-keys.ts';

/** Does what a key means in the player, once: the browser's own controls do not hear of it. */
export function pressKey(event: KeyboardEvent, video: HTMLVideoElement, player: Player): void {
  const action = keyAction(event, event.target instanceof HTMLElement ? event.target.tagName : '');
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type === 'keydown') perform(action, video, player);
}

function perform(action: PlayerAction, video: HTMLVideoElement, player: Player): void {
  switch (action.kind) {
    case 'toggle':
      player.toggle();
      return;
    case 'skip':
      player.skip(action.seconds);
      return;
    case 'volume':
      video.volume = Math.min(1, Math.max(0, video.volume + action.by));
      return;
    case 'captions':
      player.toggleCaptions();
      return;
    case 'fullscreen':
      if (document.fullscreenElement) void document.exitFullscreen();
      else void video.requestFullscreen?.().catch(() => undefined);
  }
}
