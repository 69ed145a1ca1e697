import type { Role } from '#app/lib/vocabulary.ts';
import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { GrantForm } from './person-grants.tsx';
import { PostForm, type ShownPost, type UnitChoice } from './person-posts.tsx';
import { TransferForm } from './transfer-form.tsx';

interface NewRightsProps {
  /** The person. */
  id: string;
  /** What was typed to find a part of the organisation, and what was found. */
  place: string;
  units: readonly UnitChoice[];
  /** What the person is today. */
  posts: readonly ShownPost[];
  /** Roles that the actor may hand out; none on one's own page. */
  roles: readonly Role[];
  everywhere: boolean;
  today: string;
}

/** First the place is found, then the post or role at it is filled in: one question at a time, without JavaScript. */
export function NewRights({ id, place, units, posts, roles, everywhere, today }: NewRightsProps) {
  const mayGrant = roles.length > 0 && (everywhere || units.length > 0);
  return (
    <Stack gap={6}>
      <SearchBox
        action={`/admin/people/${id}#new`}
        name="place"
        label="先找组织"
        value={place}
        placeholder="如：东园 5 栋"
      />
      {place ? null : <p className="quiet">找到组织以后，就可以在这里登记岗位、办理调动。</p>}
      {place && units.length === 0 ? <p>没有找到名字里有“{place}”的组织，换个说法试试。</p> : null}
      <div className="grid items-start grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
        {units.length > 0 ? (
          <Card title="登记岗位">
            <PostForm units={units} today={today} />
          </Card>
        ) : null}
        {units.length > 0 && posts.length > 0 ? (
          <Card title="调动">
            <TransferForm posts={posts} units={units} today={today} />
          </Card>
        ) : null}
        {mayGrant ? (
          <Card title="给予授权">
            <GrantForm roles={roles} units={units} everywhere={everywhere} />
          </Card>
        ) : null}
      </div>
    </Stack>
  );
}
