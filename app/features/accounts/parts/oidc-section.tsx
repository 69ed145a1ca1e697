import { formatDate } from '#app/lib/time.ts';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

/** One's account at the other service: linked or not. */
export function OidcSection({ since }: { since: string | null }) {
  return (
    <Section title="统一身份">
      <Stack gap={4}>
        <p>{since ? `${formatDate(since)}绑定，可以用统一身份登录。` : '绑定以后，可以用统一身份登录。'}</p>
        <PostButton action="/login/oidc" fields={{ what: since ? 'unlink' : 'link' }}>
          {since ? '去掉绑定' : '绑定统一身份'}
        </PostButton>
      </Stack>
    </Section>
  );
}
