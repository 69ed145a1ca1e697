import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Theirs {
  id: string;
  sent: FormAnswer | undefined;
}

/** A form about one thing, with the words that go into the journal and to the person. */
function Deed({
  id,
  what,
  name,
  label,
  button,
  sent,
}: Theirs & { what: string; name: string; label: string; button: string }) {
  return (
    <form className="form" method="post" action={`/admin/people/${id}/sign-in`}>
      <input type="hidden" name="what" value={what} />
      <TextArea {...fieldOf(sent)(name)} label={label} rows={3} maxLength={200} required />
      <div className="actions">
        <Button>{button}</Button>
      </div>
    </form>
  );
}

interface Locked {
  until: string;
  byPassword: boolean;
  byCode: boolean;
}

/** Of codes: whoever was asked for one had given the right password, which is worse than guesses at it. */
export function LockedSection({ until, byPassword, byCode, ...theirs }: Theirs & Locked) {
  return (
    <Section title="账号锁住了" id="locked">
      {byCode ? (
        <p>
          有人过了登录的第一步（知道密码、用统一身份登录，或者正用着他登录的机器），连着填错两步登录的码
          {byPassword ? '；密码也连着输错过' : ''}。锁到 {until}
          ，到时间自己放开。先问本人是不是他自己填的：不是，就让账号在所有设备上退出登录，有密码的请他马上改，再放开。
          本人会收到通知，看得到原因。
        </p>
      ) : (
        <p>
          连着输错密码，锁到 {until}
          ，到时间自己放开。本人等不及，先弄清楚是不是他自己输错的，再放开；密码不变。
          本人会收到通知，看得到原因。
        </p>
      )}
      <Deed {...theirs} what="unlock" name="why" label="为什么放开" button="放开这个账号" />
    </Section>
  );
}

export function SessionsSection({ sessions, ...theirs }: Theirs & { sessions: readonly string[] }) {
  return (
    <Section title="退出所有设备" id="sessions">
      <p>
        {sessions.length > 0 ? `现在有 ${sessions.length} 处登录着。` : '现在没有登录着的设备。'}
        手机丢了、密码被别人知道了，就让这个账号在所有设备上退出登录。本人会收到通知，看得到原因。
      </p>
      {sessions.length > 0 ? (
        <ul className="list-disc pl-6">
          {sessions.map((words, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two devices may read alike
            <li key={place}>{words}</li>
          ))}
        </ul>
      ) : null}
      <Deed {...theirs} what="sessions" name="reason" label="原因" button="全部退出登录" />
    </Section>
  );
}

export function LostStepSection({
  factor,
  ...theirs
}: Theirs & { factor: { setUpAt: string; recoveryCodes: number } }) {
  return (
    <Section title="丢了第二步" id="second-step">
      <p>
        {formatDate(factor.setUpAt)}开启了两步登录，备用码还有 {factor.recoveryCodes}{' '}
        个。手机和备用码都没有了，
        先核对身份（见面看证件、由认识的人作证、打登记的电话），再关闭它，让本人重新设置。
      </p>
      <Deed {...theirs} what="second-step" name="checked" label="怎么核对的身份" button="关闭两步登录" />
    </Section>
  );
}
