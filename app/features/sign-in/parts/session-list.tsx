import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';

/** A session in words. */
export interface ShownSession {
  ref: string;
  device: string;
  ownDevice: boolean;
  isThis: boolean;
  /** `11月22日 周日 上午 9:00`, and to the hour. */
  startedAt: string;
  usedAt: string;
}

/** The devices on which somebody is signed in, each with the button that ends it. */
export function SessionList({ sessions }: { sessions: readonly ShownSession[] }) {
  return (
    <Stack gap={4}>
      {sessions.map((session) => (
        <Card
          key={session.ref}
          title={session.device}
          aside={session.isThis ? <Status tone="done">这一台</Status> : null}
          footer={
            session.isThis ? (
              <PostButton action="/logout">退出登录</PostButton>
            ) : (
              <PostButton
                action="/me/security"
                fields={{ what: 'end', ref: session.ref }}
                label={`让${session.device}退出登录，${session.startedAt} 登录的`}
              >
                让它退出登录
              </PostButton>
            )
          }
        >
          <p>
            {session.startedAt} 登录，最近一次用是 {session.usedAt}。
            {session.ownDevice ? '自己的设备，14 天没用才退出。' : null}
          </p>
        </Card>
      ))}
    </Stack>
  );
}
