export interface RecordingRow {
  id: string;
  course_id: string;
  section_id: string | null;
  meeting_id: string | null;
  title: string;
  summary: string;
  duration_ms: number;
  video_media_id: string;
  captions_media_id: string | null;
  poster_media_id: string | null;
  chapters: string;
  uploaded_by: string | null;
  created_at: string;
}

export interface RecordingPublicationRow {
  recording_id: string;
  published_at: string;
  published_by: string | null;
}

export interface RecordingWithdrawalRow {
  recording_id: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface RecordingReviewRow {
  id: string;
  recording_id: string;
  submitted_at: string;
  submitted_by: string | null;
  current: number | null;
}

export interface RecordingConsentRow {
  review_id: string;
  people: string;
  way: string;
  recorded_at: string;
  recorded_by: string | null;
}

export interface RecordingReviewEndRow {
  review_id: string;
  outcome: string;
  words: string;
  at: string;
  by_person_id: string | null;
}

export interface RecordingVersionRow {
  recording_id: string;
  previous_id: string | null;
  root_id: string;
  at: string;
  by_person_id: string | null;
}

export interface RecordingReplacementRow {
  recording_id: string;
  by_recording_id: string;
  at: string;
  by_person_id: string | null;
}

export interface RecordingStreamRow {
  recording_id: string;
  stream_id: string;
  rungs: string;
  has_sound: number;
  made_at: string;
}

export interface RecordingSourceRow {
  recording_id: string;
  media_id: string;
}

export interface RecordingProcessingRow {
  recording_id: string;
  stream_id: string;
  state: string;
  needed: number;
  wanted_at: string;
  run_at: string;
  claim: string | null;
  claimed_by: string | null;
  claimed_until: string | null;
  attempts: number;
  step: string | null;
  percent: number;
  done: string;
  failure: string | null;
  ended_at: string | null;
}

export interface RecordingOriginalRow {
  recording_id: string;
  media_id: string;
  duration_ms: number;
  chapters: string;
  captions_media_id: string | null;
  kept_at: string;
  kept_by: string | null;
}

export interface RecordingCutRow {
  recording_id: string;
  cuts: string;
  keeps: string;
  made_at: string;
  asked_by: string | null;
}

export interface RecordingCutWishRow {
  recording_id: string;
  cuts: string;
  asked_at: string;
  asked_by: string | null;
}

export interface RecordingMuxAssetRow {
  recording_id: string;
  media_id: string;
  upload_id: string | null;
  upload_address: string | null;
  asset_id: string | null;
  playback_id: string | null;
  duration_ms: number | null;
  due_at: string | null;
  tries: number;
  asked_at: string;
  sent_at: string | null;
  ready_at: string | null;
  failed_at: string | null;
  trouble: string | null;
}

export interface RecordingMuxLeftoverRow {
  id: string;
  recording_id: string;
  upload_id: string | null;
  asset_id: string | null;
  since: string;
  due_at: string | null;
  tries: number;
  gone_at: string | null;
}

export interface FilmWorkerRow {
  id: string;
  has_ffmpeg: number;
  heard_at: string;
}

export interface MuxEventRow {
  id: string;
  at: string;
}

export interface RecordingSlideRow {
  id: string;
  recording_id: string;
  media_id: string;
  at_ms: number;
  words: string;
  added_at: string;
  added_by: string | null;
}

export interface RecordingsTables {
  recording: RecordingRow;
  recording_publication: RecordingPublicationRow;
  recording_withdrawal: RecordingWithdrawalRow;
  recording_review: RecordingReviewRow;
  recording_consent: RecordingConsentRow;
  recording_review_end: RecordingReviewEndRow;
  recording_version: RecordingVersionRow;
  recording_replacement: RecordingReplacementRow;
  recording_stream: RecordingStreamRow;
  recording_source: RecordingSourceRow;
  recording_processing: RecordingProcessingRow;
  recording_original: RecordingOriginalRow;
  recording_cut: RecordingCutRow;
  recording_cut_wish: RecordingCutWishRow;
  recording_mux_asset: RecordingMuxAssetRow;
  recording_mux_leftover: RecordingMuxLeftoverRow;
  film_worker: FilmWorkerRow;
  mux_event: MuxEventRow;
  recording_slide: RecordingSlideRow;
}
