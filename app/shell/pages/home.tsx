import { Link, type MetaFunction } from '@remix-run/react';

export const meta: MetaFunction = () => [{ title: '社区学院' }];

export default function Home() {
  return (
    <main>
      <h1>社区学院</h1>
      <p>
        <Link to="/courses">课程库</Link>
      </p>
    </main>
  );
}
