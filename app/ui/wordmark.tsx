/** Four quarters that make one window: the sign of 四校合一. */
const quarters = [
  ['#B3321F', 'M2 8a6 6 0 0 1 6-6h11v8.5A8.5 8.5 0 0 1 10.5 19H2z'],
  ['#33508A', 'M21 2h11a6 6 0 0 1 6 6v11h-8.5A8.5 8.5 0 0 1 21 10.5z'],
  ['#9A6412', 'M2 21h8.5A8.5 8.5 0 0 1 19 29.5V38H8a6 6 0 0 1-6-6z'],
  ['#1F6B57', 'M29.5 21H38v11a6 6 0 0 1-6 6H21v-8.5A8.5 8.5 0 0 1 29.5 21z'],
] as const;

export function Wordmark({ href = '/', name = '社区学院' }: { href?: string; name?: string }) {
  return (
    <a className="wordmark" href={href}>
      <svg viewBox="0 0 40 40" aria-hidden="true">
        {quarters.map(([fill, path]) => (
          <path key={fill} fill={fill} d={path} />
        ))}
      </svg>
      <span>{name}</span>
    </a>
  );
}
