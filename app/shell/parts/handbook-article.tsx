import type { HandbookPage } from '#app/shell/handbook.server.ts';
import { PageTitle } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export function HandbookArticle({ page }: { page: Pick<HandbookPage, 'title' | 'summary' | 'html'> }) {
  const spoken = useSpoken();
  return (
    <>
      <PageTitle title={page.title} lead={spoken(page.summary)} />
      <RichText html={spoken(page.html)} />
    </>
  );
}
