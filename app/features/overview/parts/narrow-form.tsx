import { statusWords } from '#app/features/assessment/parts/status-words.ts';
import { type Looking, results } from '#app/features/overview/looking.schema.ts';
import type { ScopedCommunity } from '#app/features/overview/scoped-communities.server.ts';
import { positionNames, positions } from '#app/lib/vocabulary.ts';
import { Filters } from '#app/ui/filters.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

interface Props {
  asked: Omit<Looking, 'year' | 'on' | 'page'>;
  /** Whether there are results to narrow by. */
  isAsked: boolean;
  communities: readonly ScopedCommunity[];
  /** The year or day that is looked at. */
  kept: Readonly<Record<string, string>>;
}

const hidden = (fields: Readonly<Record<string, string | null>>) =>
  Object.entries(fields).map(([name, value]) =>
    value ? <input key={name} type="hidden" name={name} value={value} /> : null,
  );

/** Narrows the list by name, result, position and community. */
export function NarrowForm({ asked, isAsked, communities, kept }: Props) {
  const { q, result, position, community } = asked;
  const chosen = [result, position, community].filter(Boolean).length;
  return (
    <div className="stack gap-3">
      <SearchBox action="/assess" label="按姓名查" value={q} placeholder="姓名或拼音">
        {hidden({ ...kept, result, position, community })}
      </SearchBox>
      <Filters
        action="/assess"
        chosen={chosen}
        clearHref={`/assess?${new URLSearchParams({ ...kept, ...(q ? { q } : {}) })}`}
      >
        {hidden({ ...kept, q })}
        {isAsked ? (
          <SelectField
            name="result"
            label="结果"
            placeholder="全部"
            defaultValue={result ?? ''}
            options={results.map((value) => ({ value, label: statusWords[value] }))}
          />
        ) : null}
        <SelectField
          name="position"
          label="身份"
          placeholder="全部"
          defaultValue={position ?? ''}
          options={positions.map((value) => ({ value, label: positionNames[value] }))}
        />
        {communities.length > 1 ? (
          <SelectField
            name="community"
            label="社区"
            placeholder="全部"
            defaultValue={community ?? ''}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
      </Filters>
    </div>
  );
}
