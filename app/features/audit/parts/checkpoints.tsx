import type { Checkpoint } from '#app/features/audit/checkpoints.server.ts';
import { momentWords } from './line-table.tsx';

/** The last checkpoints, each as the line that is kept elsewhere. */
export function Checkpoints({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  return (
    <>
      <p>
        校验点是一行字：日志封存到第几块、校验码、时间和签名。抄到学院以外的地方保存；以后把它放进文件，在服务器上运行
        npm run academy -- audit compare，就看得出这之前的日志有没有被换掉。
      </p>
      {checkpoints.length > 0 ? (
        <ul>
          {checkpoints.map((checkpoint) => (
            <li key={checkpoint.signature + checkpoint.at}>
              <p>
                {momentWords(checkpoint.at)}，第 {checkpoint.blockNumber} 块，共 {checkpoint.total} 条
              </p>
              <p>
                <code className="code-line">{JSON.stringify(checkpoint)}</code>
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
