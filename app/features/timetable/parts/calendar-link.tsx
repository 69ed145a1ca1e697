import { formatDate } from '#app/lib/time.ts';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const AT = '/me/timetable';

/** A link just made: the only time that it can be shown. */
export function FreshLink({ address }: { address: string }) {
  const spoken = useSpoken();
  return (
    <div className="fresh-link no-print">
      <Notice tone="success" title="日历链接做好了，只显示这一次" announce>
        {spoken('谁有这个链接，谁就能看到你哪天上什么课，所以请只给你自己用。')}
      </Notice>
      <TextField
        name="address"
        label="你的日历链接"
        hint="点一下框里，全选，复制。"
        value={address}
        readOnly
        autoComplete="off"
        spellCheck={false}
      />
      <h3>放进日历</h3>
      <ul className="plain-steps">
        <li>
          苹果手机：<a href={address.replace(/^https?:/, 'webcal:')}>点这里直接订阅</a>
          ；或者在“日历”里点“日历”“添加日历”“添加订阅日历”，把链接粘进去。
        </li>
        <li>
          华为、小米、荣耀等手机：打开“日历”，在“设置”或“账户管理”里找“订阅日历”“URL
          导入”，把链接粘进去。各家叫法不一样。
        </li>
        <li>电脑：Outlook 选“添加日历”“从 Internet 订阅”，把链接粘进去。</li>
      </ul>
      <p className="quiet">放好以后，换时间、换地点、停课都会自己更新，一般几个小时之内。</p>
    </div>
  );
}

/** One's own classes in a calendar on a phone: makes a link, makes another, ends it. `madeAt`: of the link that works now. */
export function CalendarLink({ madeAt }: { madeAt: string | null }) {
  const spoken = useSpoken();
  if (madeAt === null)
    return (
      <>
        <p>
          {spoken(
            '做一个只属于你的链接，放进手机或电脑的日历，上课的时间和地点就会出现在那里，有变动也会自己更新。',
          )}
        </p>
        <PostButton action={AT} fields={{ means: 'make' }}>
          做一个日历链接
        </PostButton>
        <HowTo />
      </>
    );
  return (
    <>
      <p>
        {spoken(
          `你有一个日历链接，${formatDate(madeAt)}做的，正在用。链接本身不再显示：忘了或者想放到别的手机上，就换一个新的。`,
        )}
      </p>
      <div className="actions">
        <ConfirmFold label="换一个新链接…">
          <p>新链接做好以后，旧链接马上失效，用旧链接订阅的日历要重新加一次。</p>
          <PostButton action={AT} fields={{ means: 'make' }}>
            换一个新链接
          </PostButton>
        </ConfirmFold>
        <ConfirmFold label="停用链接…">
          <p>停用以后，用它订阅的日历收不到新的安排。以后随时可以再做一个。</p>
          <PostButton action={AT} fields={{ means: 'end' }}>
            停用
          </PostButton>
        </ConfirmFold>
      </div>
      <HowTo />
    </>
  );
}

function HowTo() {
  const spoken = useSpoken();
  return (
    <p className="quiet">
      {spoken('不知道怎么放进日历，看')}
      <a href="/help/calendar">怎么把课表放进日历</a>
      ，或者请社区联络员帮忙。
    </p>
  );
}
