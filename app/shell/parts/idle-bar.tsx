import { Button } from '#app/ui/button.tsx';
import watchIdle from './watch-idle.js?url';

export interface IdleFrame {
  secondsLeft: number;
  warningSeconds: number;
}

/**
 * Two minutes before a session ends this bar appears at the foot of the window, without taking the focus or covering the text: it says
 * until when, and its button goes on without leaving the page. Where there is no JavaScript it stays away, and what is sent too
 * late is kept over the sign-in.
 */
export function IdleBar({ secondsLeft, warningSeconds }: IdleFrame) {
  return (
    <>
      <aside
        className="idle-bar no-print"
        aria-label="登录时间"
        data-idle-seconds={secondsLeft}
        data-warning-seconds={warningSeconds}
        hidden
      >
        <p role="status" />
        <form method="post" action="/me/session">
          <Button>继续使用</Button>
        </form>
      </aside>
      <script type="module" src={watchIdle} />
    </>
  );
}
