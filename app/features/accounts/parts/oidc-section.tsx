import { NoProof, OwnProofField } from '#app/features/sign-in/parts/own-proof-field.tsx';
import type { OwnProof } from '#app/features/sign-in/waiting.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

/** One's account at the other service: linked or not. To link one opens a way in, so the present password (or a code where there is none) is asked for. */
export function OidcSection({ since, proof }: { since: string | null; proof: OwnProof }) {
  return (
    <Section title="统一身份">
      <Stack gap={4}>
        <p>{since ? `${formatDate(since)}绑定，可以用统一身份登录。` : '绑定以后，可以用统一身份登录。'}</p>
        {since ? (
          <PostButton action="/login/oidc" fields={{ what: 'unlink' }}>
            去掉绑定
          </PostButton>
        ) : proof === 'none' ? (
          <NoProof />
        ) : (
          <form className="form" method="post" action="/login/oidc">
            <input type="hidden" name="what" value="link" />
            <OwnProofField proof={proof} name="password" id="oidc-password" />
            <div className="actions">
              <Button>绑定统一身份</Button>
            </div>
          </form>
        )}
      </Stack>
    </Section>
  );
}
