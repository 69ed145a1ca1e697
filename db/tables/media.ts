export interface MediaFileRow {
  id: string;
  purpose: string;
  storage_key: string;
  content_type: string;
  bytes: number;
  sha256: string;
  original_name: string;
  duration_ms: number | null;
  width: number | null;
  height: number | null;
  created_by: string | null;
  created_at: string;
}

export interface MediaKeyRow {
  id: string;
  secret: string;
  created_at: string;
}

export interface MediaUploadRow {
  id: string;
  person_id: string;
  slot: number | null;
  original_name: string;
  bytes: number;
  begun_at: string;
  ends_at: string;
  taken_as: string | null;
}

export interface MediaEndRow {
  id: string;
  kind: string;
  storage_key: string;
  ended_at: string;
  due_at: string;
  tries: number;
  going_at: string | null;
}

export interface MediaLookRow {
  id: string;
  behind_key: string;
  looked_at: string;
  began_at: string;
  whole_began_at: string | null;
}

export interface MediaOwnerRow {
  id: string;
  owner_id: string;
  since: string;
}

export interface MediaTables {
  media_file: MediaFileRow;
  media_key: MediaKeyRow;
  media_upload: MediaUploadRow;
  media_end: MediaEndRow;
  media_look: MediaLookRow;
  media_owner: MediaOwnerRow;
}
