import { formatDate } from '#app/lib/time.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Verified } from '../verified.rules.ts';

/** What the public is told of a document: first whether it is valid, then what to compare. */
export function VerifiedFacts({ found }: { found: Verified }) {
  return (
    <>
      <Verdict found={found} />
      <DescriptionList
        facts={[
          ['种类', found.kind],
          ['编号', found.number],
          ['发证日期', formatDate(found.issuedOn)],
          ...found.facts.map(([label, value]) => [label, value] as const),
        ]}
      />
      <p className="quiet">请和手里的那一张对一对：编号、课程和日期都一样，才是同一张。</p>
    </>
  );
}

function Verdict({ found }: { found: Verified }) {
  const { kind, state, doubt, endedOn, replacedBy } = found;
  const since = endedOn ? `从 ${formatDate(endedOn)}起` : '现在';
  if (state === 'valid' && doubt)
    return (
      <Notice tone="warn" title={`有效的${kind}，但证上的${doubt}要再核对`} announce>
        由社区学院发出，没有撤销，也没有换发。发证以后学院更正过{doubt}，证上写的和现在的记录不同，要用到
        {doubt}
        请先问学院。
      </Notice>
    );
  if (state === 'valid')
    return (
      <Notice tone="success" title={`有效的${kind}`} announce>
        由社区学院发出，没有撤销，也没有换发。
      </Notice>
    );
  return (
    <Notice tone="warn" title={`这张${kind}${since}不再有效`} announce>
      {state === 'replaced'
        ? `已被替代，新的编号是 ${replacedBy ?? ''}。请让持有人出示新的那一张。`
        : '已作废，学院已经撤销，没有新的来替代。'}
    </Notice>
  );
}
