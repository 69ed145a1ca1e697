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

export interface NoticesTables {
  notice: NoticeRow;
  notice_reading: NoticeReadingRow;
}
