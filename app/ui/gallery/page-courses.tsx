import { CourseCard } from '#app/ui/course-card.tsx';
import { ChosenFilters, Filters } from '#app/ui/filters.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Status } from '#app/ui/status.tsx';
import { courses } from './samples.ts';

const forms = ['案例分析', '小组学习', '主题沙龙'].map((label) => ({ value: label, label }));

export function CoursesPage() {
  return (
    <>
      <PageTitle title="课程" lead="四所学校的课都在这里。评分来自学完的人，满 5 份才显示。" />
      <SearchBox action="/courses" label="找课程" placeholder="比如 协商、xieshang" />
      <Filters action="/courses" chosen={2} clearHref="/courses">
        <SelectField
          name="school"
          label="学校"
          placeholder="全部"
          options={[{ value: 'governance', label: '社区治理学院' }]}
          defaultValue="governance"
        />
        <SelectField
          name="mode"
          label="怎么上"
          placeholder="全部"
          options={[{ value: 'online', label: '录播' }]}
        />
        <SelectField name="form" label="形式" placeholder="全部" options={forms} />
        <SelectField name="sort" label="排列" options={[{ value: 'open', label: '先看正在选课的' }]} />
      </Filters>
      <ChosenFilters
        items={[
          { label: '社区治理学院', href: '/courses?open=1' },
          { label: '正在选课', href: '/courses?school=governance' },
        ]}
      />
      <p className="result-count">找到 64 门课</p>
      <CardGrid>
        {courses.map((course) => (
          <CourseCard
            key={course.code}
            {...course}
            level={2}
            status={course.code === 'DX02' ? <Status tone="attention">候补第 3 位</Status> : undefined}
          />
        ))}
      </CardGrid>
      <Pagination page={2} pageSize={20} total={64} unit="门课" href={(page) => `/courses?page=${page}`} />
    </>
  );
}
