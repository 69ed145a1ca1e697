import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#app/cli/command.ts';
import { contentFolder, contentText } from '#app/cli/content-folder.ts';
import { type NoticeText, readNoticeText } from '#app/features/privacy/notice.schema.ts';
import { NoticePublishedOtherwise, publishNotice } from '#app/features/privacy/notices.server.ts';
import type { Db } from '#db/database.ts';

/** Publishes every version of the privacy notice in content/notices, the oldest first. What is published already stays as it is. */
export async function publishNotices(
  db: Db,
  now: Date,
): Promise<{ title: string; version: string; isNew: boolean }[]> {
  const published = [];
  for (const { file, notice } of writtenNotices()) {
    const isNew = await publishNotice(db, { notice, now }).catch((error: unknown) => {
      if (!(error instanceof NoticePublishedOtherwise)) throw error;
      throw new Problem(
        `${file}: version: ${notice.version} 已经发布过，这个文件的内容和那时不一样。发布了的不再改：请另存成新文件，换一个版本号，这个文件恢复原样`,
      );
    });
    published.push({ title: notice.title, version: notice.version, isNew });
  }
  return published;
}

function writtenNotices(): { file: string; notice: NoticeText }[] {
  const files = readdirSync(join(contentFolder(), 'notices')).filter((name) => name.endsWith('.md'));
  return files
    .map((name) => {
      const file = `notices/${name}`;
      try {
        return { file, notice: readNoticeText(contentText('notices', name)) };
      } catch (error) {
        throw new Problem(`${file}: ${(error as Error).message}`);
      }
    })
    .sort((one, other) => (one.notice.validFrom < other.notice.validFrom ? -1 : 1));
}
