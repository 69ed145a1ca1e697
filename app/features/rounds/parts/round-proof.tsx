import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';
import type { RoundPage } from '../round-page.server.ts';

/** The hashes, the seed once it is public, and how to check them. */
export function RoundProof({ round }: { round: RoundPage }) {
  const { seed, seedHash, inputsHash, drawn } = round;
  return (
    <Section title="核对" id="check">
      <p>
        {seed && drawn
          ? '号是用报名截止以前就定好的种子算出来的，谁也没法挑结果；名单、种子和结果都公开，谁都可以重算一遍。'
          : '种子是报名截止以前就定好的一串随机字符，现在只公布它的指纹（SHA-256）：看指纹猜不出种子，种子也换不了，换了指纹就对不上。可以先把指纹抄下来，摇号以后再来核对。'}
      </p>
      <DescriptionList
        facts={[
          ['种子指纹', <Hash key="seed-hash" value={seedHash} />],
          inputsHash ? ['名单指纹', <Hash key="inputs" value={inputsHash} />] : null,
          seed ? ['种子', <Hash key="seed" value={seed} />] : null,
          drawn ? ['结果指纹', <Hash key="result" value={drawn.resultHash} />] : null,
        ]}
      />
      {seed && drawn ? <AfterDraw round={round} seed={seed} /> : null}
    </Section>
  );
}

function Hash({ value }: { value: string }) {
  return <code className="hash">{value}</code>;
}

function AfterDraw({ round, seed }: { round: RoundPage; seed: string }) {
  const file = `/rounds/${round.id}/inputs.json`;
  return (
    <div className="prose-zh mt-4">
      <p>
        <a href={file}>名单、种子和结果（inputs.json）</a>
        里只有票号、志愿和号的个数，没有名字。
      </p>
      <details className="fold">
        <summary>怎么自己重算</summary>
        <Commands seed={seed} />
      </details>
    </div>
  );
}

function Commands({ seed }: { seed: string }) {
  return (
    <>
      <h3>核对种子</h3>
      <p>下面这一行算出来的，要和“种子指纹”一样：</p>
      <pre>
        <code>{`printf '%s' '${seed}' | sha256sum`}</code>
      </pre>
      <h3>算自己的号</h3>
      <p>
        把“票号”换成自己的。有几个号就算几次，最后的 1 换成
        2、3，取最小的那一个。所有人的号从小到大排，就是先后。
      </p>
      <pre>
        <code>{`printf '%s' '${seed}|票号|1' | sha256sum`}</code>
      </pre>
      <h3>把整个名单重算一遍</h3>
      <p>下载上面的文件，在装好本系统的电脑上运行。算出来的和公布的一样，会写 same as published：</p>
      <pre>
        <code>npm run academy -- lottery inputs.json</code>
      </pre>
    </>
  );
}
