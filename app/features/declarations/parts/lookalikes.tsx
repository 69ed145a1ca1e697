import type { ReviewDesk } from '#app/features/declarations/desk.server.ts';
import type { Lookalike } from '#app/features/declarations/lookalikes.rules.ts';
import { stateNames } from '#app/features/declarations/states.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { Notice } from '#app/ui/notice.tsx';

const whyWords: Record<Lookalike['why'], string> = {
  certificate: '编号一样',
  file: '文件一样',
  matter: '同一天的同一件事，而且是同一种',
  alike: '名称相近，日子也近',
};

/** What may rest on the same evidence: one piece of it pays once. */
export function Lookalikes({ lookalikes, moreAlike }: Pick<ReviewDesk, 'lookalikes' | 'moreAlike'>) {
  if (lookalikes.length === 0) return null;
  return (
    <Notice tone="warn" title="有相似的记录，请先看看是不是同一份依据">
      <ul className="link-list">
        {lookalikes.map((one) => (
          <li key={one.id}>
            <Named {...one} />{' '}
            <span className="quiet">
              {one.personName}，{formatDate(one.occurredOn)}，{whereWords(one)}，{whyWords[one.why]}
            </span>
          </li>
        ))}
      </ul>
      {moreAlike > 0 ? <p>至少还有 {moreAlike} 条相似的没有列出来。</p> : null}
    </Notice>
  );
}

/** Work that was handed in has no page that a reviewer of credits may open, nor has what is out of reach. */
function Named({ place, id, title, isHidden }: ReviewDesk['lookalikes'][number]) {
  if (place === 'work' || isHidden) return title;
  return <a href={place === 'ledger' ? `/admin/credits/${id}` : `/admin/declarations/${id}`}>{title}</a>;
}

function whereWords({ place, state }: Lookalike): string {
  if (place === 'ledger') return '学分流水里已经记过';
  return state === null ? '别处交过的文件' : `申报，${stateNames[state]}`;
}
