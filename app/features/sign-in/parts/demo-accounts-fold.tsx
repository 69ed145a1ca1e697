import { Stack } from '#app/ui/layout.tsx';
import { demoAccounts, demoPassword } from '../demo-accounts.ts';

/** Shown in the demo academy only: whom one can sign in as. */
export function DemoAccountsFold() {
  return (
    <details className="fold">
      <summary>演示账号</summary>
      <div className="pt-4">
        <Stack gap={3}>
          <p>
            这是演示学院，里面的人和数据都是虚构的。所有账号的密码都是 <code>{demoPassword}</code>。
          </p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
            {demoAccounts.map(({ username, who }) => (
              <div key={username} className="contents">
                <dt>
                  <code>{username}</code>
                </dt>
                <dd>{who}</dd>
              </div>
            ))}
          </dl>
        </Stack>
      </div>
    </details>
  );
}
