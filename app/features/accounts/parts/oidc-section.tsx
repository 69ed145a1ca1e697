import { PasswordField } from '#app/features/sign-in/parts/password-field.tsx';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

/** One's account at the other service: linked or not. To link one opens a way in, so the present password is asked for. */
export function OidcSection({ since }: { since: string | null }) {
  return (
    <Section title="统一身份">
      <Stack gap={4}>
        <p>{since ? `${formatDate(since)}绑定，可以用统一身份登录。` : '绑定以后，可以用统一身份登录。'}</p>
        {since ? (
          <PostButton action="/login/oidc" fields={{ what: 'unlink' }}>
            去掉绑定
          </PostButton>
        ) : (
          <form className="form" method="post" action="/login/oidc">
            <input type="hidden" name="what" value="link" />
            <PasswordField
              name="password"
              id="oidc-password"
              label="现在的密码"
              autoComplete="current-password"
            />
            <div className="actions">
              <Button>绑定统一身份</Button>
            </div>
          </form>
        )}
      </Stack>
    </Section>
  );
}
