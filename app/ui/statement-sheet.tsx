import type { ReactNode } from 'react';

/** A sheet meant for A4: certificate, yearly statement, class list, sign-in sheet. */
export function StatementSheet({
  issuer = '社区学院',
  title,
  number,
  children,
  signatures = [],
  foot,
}: {
  issuer?: string;
  title: ReactNode;
  /** The code by which it can be checked. */
  number?: string;
  children: ReactNode;
  /** Lines to sign on: 经办人, 复核人. */
  signatures?: readonly string[];
  foot?: ReactNode;
}) {
  return (
    <article className="sheet">
      <header className="sheet-head">
        <p>{issuer}</p>
        {number ? <p className="figures">编号 {number}</p> : null}
      </header>
      <h1 className="sheet-title">{title}</h1>
      {children}
      {signatures.length > 0 ? (
        <dl className="sheet-signatures">
          {signatures.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd />
            </div>
          ))}
        </dl>
      ) : null}
      {foot ? <footer className="sheet-foot">{foot}</footer> : null}
    </article>
  );
}
