import { CourseCover } from '#app/ui/course-cover.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { StatementSheet } from '#app/ui/statement-sheet.tsx';
import { coverModules } from './samples.ts';

const handout = `<h2>一、先把事情说清楚</h2><p>外墙掉砖，三楼的住户先看见，一楼的住户先担心。<strong>谁来开这个会</strong>，比会上说什么更要紧。四方是社区两委、党员代表、居民代表和利益相关方，一方也不能少。</p><ol><li>收集问题：楼栋长走访，记下原话。</li><li>确定议题：一次会只议一件事。</li><li>协商议事：先说事实，再说办法。</li></ol><blockquote><p>记下来的话要念给说话的人听一遍。</p></blockquote><table><thead><tr><th>步骤</th><th>谁牵头</th><th>几天</th></tr></thead><tbody><tr><td>收集问题</td><td>楼栋长</td><td>3 天</td></tr><tr><td>确定议题</td><td>网格党支部</td><td>2 天</td></tr></tbody></table>`;

export function SheetPage() {
  return (
    <>
      <PageTitle title="纸面、正文与封面" />
      <StatementSheet
        issuer="云谷社区学院"
        title="2026 年度学分情况表"
        number="XF-2026-0412"
        signatures={['经办人', '复核人']}
        foot="扫码或在 /verify 输入编号可以核验。本表供组织参考，不替代人的判断。"
      >
        <DescriptionList
          facts={[
            ['姓名', '沈青禾'],
            ['身份', '云谷社区 5 栋楼栋长'],
            ['应修', '16 学分'],
            ['已得', '16.5 学分'],
            ['结论', '达到本年度要求'],
          ]}
        />
        <Seal school="governance" date="2026年12月31日" size="large" label="已核定" />
      </StatementSheet>
      <Section title="讲义">
        <RichText html={handout} />
      </Section>
      <Section title="封面">
        <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
          {coverModules.map(([code, school, module]) => (
            <figure key={code + module}>
              <CourseCover code={code} school={school} module={module} />
              <figcaption className="quiet">
                {code} {module}
              </figcaption>
            </figure>
          ))}
        </div>
      </Section>
    </>
  );
}
