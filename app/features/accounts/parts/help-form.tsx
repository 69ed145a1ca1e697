import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { identifiedNames } from '../codes.rules.ts';

export interface GivenCode {
  code: string;
  until: string;
  username: string;
}

/** What a helper fills in: how they made sure of the person. Never a number of any paper. */
export function HelpForm({ name, error }: { name: string; error?: string | undefined }) {
  const choices = Object.entries(identifiedNames).map(([value, label]) => ({ value, label }));
  return (
    <Stack gap={4}>
      <p>
        先认定来的是{name}本人，再给登录码。{name}
        用登录码自己设密码，你看不到，也不用知道。原来的密码在那以前照样能用。
      </p>
      <form className="form" method="post">
        <RadioGroup
          name="identified"
          label="你是怎样认定本人的"
          hint="只记方式，不要记证件号码。这会留在日志里，本人也会收到通知。"
          choices={choices}
          error={error}
          required
        />
        <div className="actions">
          <Button tone="primary">给登录码</Button>
        </div>
      </form>
    </Stack>
  );
}

/** Shown once, to be read aloud or written down. */
export function CodeToTell({ code, until, username }: GivenCode) {
  return (
    <Notice tone="success" title="登录码做好了，只显示这一次" announce>
      <p className="first-code">
        <strong>{code}</strong>
      </p>
      <p>
        请本人在登录页点“我有登录码”，填用户名 <strong>{username}</strong> 和这个码，自己设密码。{until}
        以前有效，只能用一次。
      </p>
    </Notice>
  );
}
