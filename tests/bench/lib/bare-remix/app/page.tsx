import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';

type Item = { code: string; title: string; teacher: string; when: string; where: string };

/** As many plain cards as asked for: a page of any size, with the shape of a list of courses. */
export function loader({ request }: LoaderFunctionArgs): { items: Item[] } {
  const count = Number(new URL(request.url).searchParams.get('cards') ?? 20);
  const items = Array.from({ length: count }, (_, n) => ({
    code: `ZL${n}`,
    title: `四方五步协商议事（${n}）`,
    teacher: '某某老师',
    when: '周三晚 7:00 起，共 6 次',
    where: '方兴社区党群服务中心 201 室',
  }));
  return { items };
}

export default function Page() {
  const { items } = useLoaderData<typeof loader>();
  return (
    <main>
      <h1>课程</h1>
      <ul>
        {items.map(({ code, title, teacher, when, where }) => (
          <li key={code} className="card">
            <h2>
              <Link to={`/courses/${code}`}>{title}</Link>
            </h2>
            <p className="quiet">{teacher}</p>
            <p>{when}</p>
            <p>{where}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}
