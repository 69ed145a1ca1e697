export interface NoticeRow {
  id: string;
  person_id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  created_at: string;
}

export interface NoticeReadingRow {
  notice_id: string;
  read_at: string;
}

/** Whose name stands in a notice to somebody else, as it stands there. */
export interface NoticeMentionRow {
  notice_id: string;
  person_id: string;
  name: string;
}

/** How far the notices from before `notice_mention` have been looked through for names. */
export interface NoticeMentionWalkRow {
  id: string;
  after_id: string;
  ended_at: string | null;
}

export interface NoticesTables {
  notice: NoticeRow;
  notice_reading: NoticeReadingRow;
  notice_mention: NoticeMentionRow;
  notice_mention_walk: NoticeMentionWalkRow;
}
