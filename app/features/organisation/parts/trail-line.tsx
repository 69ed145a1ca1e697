/** Where a unit lies: the units above it, each a link. */
export function TrailLine({
  trail,
  on,
}: {
  trail: readonly { id: string; name: string }[];
  on: string | null;
}) {
  if (trail.length === 0) return null;
  return (
    <p>
      上级：
      {trail.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 ? ' › ' : ''}
          <a className="link-target" href={`/admin/organisation/units/${id}${on ? `?on=${on}` : ''}`}>
            {name}
          </a>
        </span>
      ))}
    </p>
  );
}
