import type { PersonCalled } from '#app/features/identity/named-person.server.ts';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Asks whom it is about, by name or username; several of one name are told apart by their usernames. */
export function WhomToExempt({ who, called }: { who: string; called: PersonCalled | null }) {
  return (
    <>
      <form className="form" method="get" action="/admin/exemptions/new">
        <TextField
          name="who"
          label="谁"
          hint="写全名或者用户名。"
          defaultValue={who}
          width="medium"
          error={called?.kind === 'none' ? '没有找到叫这个名字的人，检查一下有没有写错。' : undefined}
          required
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            下一步
          </Button>
        </div>
      </form>
      {called?.kind === 'several' ? (
        <>
          <p>叫这个名字的有 {called.people.length} 位，请选：</p>
          <ul className="link-list">
            {called.people.map(({ id, name, username }) => (
              <li key={id}>
                <a href={`/admin/exemptions/new?person=${id}`}>
                  {name}（{username}）
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
