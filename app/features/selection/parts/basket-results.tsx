import { Card } from '#app/ui/card.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { ResultWords } from '../basket-words.rules.ts';

/** What came of each section that was asked for, in the order in which it was decided. */
export function BasketResults({
  results,
}: {
  results: readonly (ResultWords & { sectionId: string; title: string })[];
}) {
  const spoken = useSpoken();
  if (results.length === 0) return null;
  const got = results.filter((result) => result.got).length;
  return (
    <Section title="选课结果">
      <p role="status">
        {got === results.length
          ? `${got} 个都办好了。`
          : `办好 ${got} 个，${results.length - got} 个没有选上，还留在选课单里。`}
      </p>
      <CardGrid>
        {results.map((result) => (
          <Card
            key={result.sectionId}
            title={result.title}
            level={3}
            aside={<Status tone={result.got ? 'done' : 'closed'}>{result.status}</Status>}
          >
            <p>{spoken(result.words)}</p>
          </Card>
        ))}
      </CardGrid>
    </Section>
  );
}
