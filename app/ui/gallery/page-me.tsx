import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { CategoryProgress, MeterList } from '#app/ui/progress.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { TodoList } from '#app/ui/todo-list.tsx';
import { You } from '#app/ui/view.tsx';

function NextThings() {
  return (
    <TodoList
      items={[
        {
          title: '评价《需求订单编制》',
          note: '11月25日 周三 截止，匿名，大约 2 分钟',
          action: (
            <ButtonLink tone="primary" href="/learn/1/evaluation">
              去评价
            </ButtonLink>
          ),
        },
        {
          title: '继续看《四方五步协商议事》第 2 讲',
          note: '上次看到 12 分 40 秒',
          action: <ButtonLink href="/learn/2">继续看</ButtonLink>,
        },
        {
          title: '做《楼栋长上岗第一课》的小测',
          note: '10 道题，60 分通过，可以做 3 次',
          action: <ButtonLink href="/learn/3">去做题</ButtonLink>,
        },
      ]}
    />
  );
}

function MyCourses() {
  return (
    <>
      <Card
        title="五社联动七步工作法"
        href="/learn/4"
        aside={<Status tone="done">已结业</Status>}
        footer={<Seal school="governance" date="11月18日" label="已计入 4 学分" />}
      >
        <DescriptionList
          plain
          facts={[
            ['老师', '江小舟'],
            ['成绩', '小测 85 分，出勤 6 / 6'],
          ]}
        />
      </Card>
      <Section title="候补">
        <EmptyState title="没有在排队的课" action={<ButtonLink href="/courses">看看还有哪些课</ButtonLink>}>
          <p>
            班满了可以候补。有人退出时，会按先后顺序通知
            <You />。
          </p>
        </EmptyState>
      </Section>
    </>
  );
}

function Aside() {
  return (
    <>
      <Section title="分类学分">
        <MeterList
          meters={[
            { label: '必修', value: 4, of: 8 },
            { label: '选修', value: 3.5, of: 4 },
            { label: '实践', value: 4, of: 4 },
          ]}
        />
      </Section>
      <Section title="通知">
        <Notice tone="info" title="停课一次">
          11月26日 周四 晚上的课改到 12月3日 周四，教室不变。
        </Notice>
      </Section>
      <Section title="《四方五步》还差什么">
        <Steps
          steps={[
            { title: '上课', state: 'done', note: '出勤 6 / 6' },
            { title: '小测', state: 'done', note: '85 分' },
            { title: '评价老师', state: 'current', note: '11月25日 周三 截止' },
            { title: '计入学分', state: 'ahead' },
          ]}
        />
      </Section>
    </>
  );
}

export function MePage() {
  return (
    <>
      <PageTitle
        eyebrow="沈青禾 · 云谷社区 5 栋楼栋长"
        title={
          <>
            <You />
            今年要修 16 学分，已得 9.5，还差 6.5。
          </>
        }
      />
      <CategoryProgress
        total={16}
        parts={[
          { label: '必修', earned: 4 },
          { label: '选修', earned: 3.5 },
          { label: '实践', earned: 2 },
        ]}
      />
      <div className="mt-12">
        <Columns aside={<Aside />}>
          <Section title="接下来">
            <NextThings />
          </Section>
          <Section title="我的课">
            <MyCourses />
          </Section>
        </Columns>
      </div>
    </>
  );
}
