import type { OpenUpload } from '#app/features/media/uploads.server.ts';
import { formatDay } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { percentOf, sizeWords } from './upload-progress.ts';

/** What somebody has begun to send and not finished: how far it is, until when it is kept, and how to give it up. */
export function OpenUploads({ uploads }: { uploads: readonly OpenUpload[] }) {
  return (
    <>
      <p>在开始上传的那个浏览器里，再选一次同一个文件，点“上传”，会从上次的地方接着传。</p>
      <ul className="stack">
        {uploads.map(({ id, name, bytes, arrivedBytes, endsAt }) => (
          <li key={id}>
            <Card>
              <p>
                <strong>{name}</strong>
              </p>
              <p>
                已传 {sizeWords(arrivedBytes)}，共 {sizeWords(bytes)}（{percentOf(arrivedBytes, bytes)}
                %）。保留到 {formatDay(endsAt)}。
              </p>
              <PostButton action={`/teach/recordings/uploads/${id}`} label={`放弃“${name}”`}>
                放弃
              </PostButton>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
