import {
  courseFormNames,
  courseForms,
  modeNames,
  modes,
  positionNames,
  positions,
  schoolNames,
  schools,
} from '#app/lib/vocabulary.ts';
import { ChosenFilters, Filters } from '#app/ui/filters.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { type LibraryQuery, libraryAddress } from '../library-address.rules.ts';
import { type Facet, type LibraryOrder, libraryOrders } from '../library-course.rules.ts';

type Asked = Pick<LibraryQuery, Facet | 'open' | 'q' | 'sort'>;

const optionsOf = <Value extends string>(values: readonly Value[], names: Record<Value, string>) =>
  values.map((value) => ({ value, label: names[value] }));

/** The filters that are on, each with its words. */
function chosenOf(query: Asked): { name: Facet | 'open'; label: string }[] {
  const chosen: [Facet | 'open', string | undefined][] = [
    ['school', query.school && schoolNames[query.school]],
    ['module', query.module],
    ['mode', query.mode && modeNames[query.mode]],
    ['form', query.form && courseFormNames[query.form]],
    ['audience', query.audience && `面向${positionNames[query.audience]}`],
    ['open', query.open && '正在选课'],
  ];
  return chosen.flatMap(([name, label]) => (label ? [{ name, label }] : []));
}

/** Search, filters and what is chosen: plain GET forms, so that every list is an address. */
export function LibraryFilters({ query, modules }: { query: Asked; modules: readonly string[] }) {
  const chosen = chosenOf(query);
  return (
    <>
      <SearchBox action="/courses" label="找课程" value={query.q} placeholder="课名、拼音或首字母">
        {chosen.map(({ name }) => (
          <input key={name} type="hidden" name={name} value={query[name]} />
        ))}
        <KeptOrder sort={query.sort} />
      </SearchBox>
      <Filters
        action="/courses"
        chosen={chosen.length}
        clearHref={libraryAddress({ q: query.q, sort: query.sort })}
      >
        {query.q ? <input type="hidden" name="q" value={query.q} /> : null}
        <SelectField
          name="school"
          label="学校"
          placeholder="全部"
          options={optionsOf(schools, schoolNames)}
          defaultValue={query.school}
        />
        <SelectField
          name="module"
          label="模块"
          placeholder="全部"
          options={modules.map((module) => ({ value: module, label: module }))}
          defaultValue={query.module}
        />
        <SelectField
          name="mode"
          label="怎么上"
          placeholder="全部"
          options={optionsOf(modes, modeNames)}
          defaultValue={query.mode}
        />
        <SelectField
          name="form"
          label="形式"
          placeholder="全部"
          options={optionsOf(courseForms, courseFormNames)}
          defaultValue={query.form}
        />
        <SelectField
          name="audience"
          label="面向"
          placeholder="全部"
          options={optionsOf(positions, positionNames)}
          defaultValue={query.audience}
        />
        <SelectField
          name="open"
          label="选课"
          placeholder="全部"
          options={[{ value: '1', label: '正在选课' }]}
          defaultValue={query.open}
        />
        <KeptOrder sort={query.sort} />
      </Filters>
      <ChosenFilters
        items={chosen.map(({ name, label }) => ({
          label,
          href: libraryAddress(query, { [name]: undefined }),
        }))}
      />
    </>
  );
}

function KeptOrder({ sort }: Pick<Asked, 'sort'>) {
  return sort === 'default' ? null : <input type="hidden" name="sort" value={sort} />;
}

const orderNames: Record<LibraryOrder, string> = {
  default: '正在选课',
  score: '评分高',
  newest: '新课',
  title: '课名',
};

/** How the list is ordered: each order is a link. */
export function LibraryOrders({ query }: { query: Asked }) {
  return (
    <nav aria-label="排在前面">
      <ul className="cluster gap-x-4 text-sm">
        <li className="text-quiet elder:hidden" aria-hidden="true">
          排在前面
        </li>
        {libraryOrders.map((order) => (
          <li key={order}>
            {order === query.sort ? (
              <strong aria-current="true">{orderNames[order]}</strong>
            ) : (
              <a className="link-target" href={libraryAddress(query, { sort: order })}>
                {orderNames[order]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
