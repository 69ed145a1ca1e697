import { demoAccounts, demoPassword } from '../demo-accounts.ts';

/** Shown in the demo academy only: whom one can sign in as. */
export function DemoAccountsFold() {
  return (
    <details className="fold">
      <summary>演示账号</summary>
      <p>
        这是演示学院，里面的人和数据都是虚构的。所有账号的密码都是 <code>{demoPassword}</code>。
      </p>
      <ul>
        {demoAccounts.map(({ username, who }) => (
          <li key={username}>
            <code>{username}</code>　{who}
          </li>
        ))}
      </ul>
    </details>
  );
}
