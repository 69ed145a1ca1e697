import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { safePath } from '#app/lib/http.server.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { dropKeptForm, keptFormOf } from '../kept-forms.server.ts';

export const meta: MetaFunction = () => [{ title: '接着办 · 社区学院' }];
export const handle = { width: 'reading' };

/** From so many characters on a field is something that somebody wrote, and wants to see. */
const WRITTEN = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, now } = context;
  const cookies = request.headers.get('cookie');
  const kept = await keptFormOf(db, { env, cookies, personId: actor.personId ?? '', now: now() });
  if (!kept) throw redirect('/me');
  return {
    way: kept.way,
    fields: kept.fields.map(([name, value], place) => ({ name, value, id: `kept-${place}` })),
  };
}

/** Sends it on to where it was sent first: 307 keeps the form, with what was changed in it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, now } = context;
  const personId = actor.personId ?? '';
  const cookies = request.headers.get('cookie');
  const kept = await keptFormOf(db, { env, cookies, personId, now: now() });
  if (!kept) throw redirect('/me');
  await dropKeptForm(db, personId);
  return redirect(safePath(kept.action, '/me'), 307);
}

export default function LoginKept() {
  const spoken = useSpoken();
  const { way, fields } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="接着办"
        lead={spoken('刚才提交的时候登录已经结束，填的内容替你留着。看一看，可以改，再提交。')}
      />
      <form className="form" method="post" action="/login/kept">
        {fields.map((field) => (
          <KeptField key={field.id} {...field} />
        ))}
        <div className="actions">
          <Button tone="primary">接着提交</Button>
          <ButtonLink href={way}>不提交了，回到那一页</ButtonLink>
        </div>
      </form>
      <p className="quiet">选好的文件没法留，提交以后要重新选。</p>
    </>
  );
}

function KeptField({ name, value, id }: { name: string; value: string; id: string }) {
  if (value.length < WRITTEN || /^[\w-]+$/.test(value))
    return <input type="hidden" name={name} value={value} />;
  return (
    <TextArea
      id={id}
      name={name}
      label="写的内容"
      defaultValue={value}
      rows={Math.min(16, 3 + value.length / 40)}
    />
  );
}
