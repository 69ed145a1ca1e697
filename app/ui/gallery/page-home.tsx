import { ButtonLink } from '#app/ui/button.tsx';
import { CourseCard } from '#app/ui/course-card.tsx';
import { FourSchoolsPicture } from '#app/ui/four-schools-picture.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SchoolDoor } from '#app/ui/school-door.tsx';
import { Status } from '#app/ui/status.tsx';
import { You } from '#app/ui/view.tsx';
import { courses } from './samples.ts';

export function HomePage() {
  return (
    <>
      <PageTitle
        eyebrow={<Status tone="attention">正在选课 · 还剩 5 天</Status>}
        picture={<FourSchoolsPicture />}
        title="家门口的四所学校"
        lead="社区党校、社区治理学院、老年学校和市民学校共用老师、课程和教室。看得到每门课的评分，也看得到还有几个名额。"
        actions={
          <>
            <ButtonLink tone="primary" href="/courses">
              去选课
            </ButtonLink>
            <ButtonLink href="/timetable">看本周课表</ButtonLink>
          </>
        }
      />
      <Section title="四所学校">
        <div className="door-grid">
          <SchoolDoor school="party" href="/courses?school=party" words={['13 门课', '3 个班可选']} />
          <SchoolDoor
            school="governance"
            href="/courses?school=governance"
            words={['24 门课', '6 个班可选']}
          />
          <SchoolDoor school="senior" href="/courses?school=senior" words={['13 门课', '4 个班可选']} />
          <SchoolDoor school="citizen" href="/courses?school=citizen" words={['14 门课', '5 个班可选']} />
        </div>
      </Section>
      <Section title="新开的班" more={{ label: '全部 64 门课', href: '/courses' }}>
        <CardGrid>
          {courses.slice(0, 3).map((course) => (
            <CourseCard key={course.code} {...course} />
          ))}
        </CardGrid>
      </Section>
      <Section title="学分怎么来">
        <ol className="plain-steps">
          <li>选一门课，到教室上课，或者看完录播。</li>
          <li>
            通过小测，评价老师；老师也会评价
            <You />。
          </li>
          <li>
            要求都达到，学分就记到
            <You />
            名下，写明凭什么得的。
          </li>
          <li>年底汇总成学分情况表，有出入可以申请复核。</li>
        </ol>
      </Section>
    </>
  );
}
