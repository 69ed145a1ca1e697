import { formatDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const AT = '/me/timetable';

/** A link just made, with what to do with it: the only time that it can be shown, so nothing else stands beside it. */
export function FreshLink({ address }: { address: string }) {
  const spoken = useSpoken();
  return (
    <div className="calendar-link stack gap-6">
      <Notice tone="success" title="日历链接做好了，只显示这一次" announce>
        {spoken('谁有这个链接，谁就能看到你哪天上什么课，请不要发给别人。')}
      </Notice>
      <PageTitle title={spoken('你的日历链接')} />
      <TextArea
        name="address"
        label="链接"
        hint="在框里点一下，全选，复制。"
        defaultValue={address}
        readOnly
        rows={3}
        autoComplete="off"
        spellCheck={false}
      />
      <Section title="放进日历">
        <DescriptionList
          facts={[
            [
              '苹果手机',
              <span key="apple">
                <a href={address.replace(/^https?:/, 'webcal:')}>点这里直接订阅</a>
                。不行的话，打开“日历”，点“日历”“添加日历”“添加订阅日历”，把链接粘进去。
              </span>,
            ],
            [
              '华为、小米、荣耀等手机',
              '打开“日历”，在“设置”或“账户管理”里找“订阅日历”或“URL 导入”，把链接粘进去。各家叫法不一样。',
            ],
            ['电脑', 'Outlook 选“添加日历”“从 Internet 订阅”，把链接粘进去。'],
          ]}
        />
        <p>放好以后，换时间、换地点、停课都会自己更新，一般几个小时之内。</p>
        <div className="actions">
          <ButtonLink href={AT}>回到我的课表</ButtonLink>
        </div>
      </Section>
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
