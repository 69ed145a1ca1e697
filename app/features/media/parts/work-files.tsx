import { sizeWords } from '#app/features/media/work-files.rules.ts';
import { Button } from '#app/ui/button.tsx';

interface Shown {
  id: string;
  name: string;
  bytes: number;
  /** Signed for whoever reads the page. */
  href: string;
}

/** Files to keep, under addresses that only the reader can open. */
export function FileLinks({ files }: { files: readonly Shown[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="link-list">
      {files.map(({ id, name, bytes, href }) => (
        <li key={id}>
          <a href={href}>{name}</a> <span className="quiet">{sizeWords(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The files of a piece of work that is still open, each with a button of its form: `means` is `remove:` and the file's id. */
export function FilesWithRemove({ files }: { files: readonly Shown[] }) {
  if (files.length === 0) return null;
  return (
    <div className="field">
      <p>已加的文件</p>
      <ul className="link-list">
        {files.map(({ id, name, bytes, href }) => (
          <li key={id}>
            <a href={href}>{name}</a> <span className="quiet">{sizeWords(bytes)}</span>{' '}
            <Button name="means" value={`remove:${id}`} tone="quiet" aria-label={`去掉 ${name}`}>
              去掉
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
