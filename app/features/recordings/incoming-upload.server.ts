import { discard, type ReceivedFile, receiveFile } from '#app/features/media/files.server.ts';
import { collect, drain, type FormPart, heldOpen, wordsOf } from '#app/features/media/form-parts.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { addArrived } from './arrived-upload.server.ts';
import { uploadForm } from './recording.schema.ts';
import { type Added, addRecording, type NewRecording, type UploadProblem } from './upload.server.ts';
import { refusalWords } from './upload-words.ts';

const MOST_WORD_BYTES = 10_000;
const MIB = 1024 * 1024;
/** What is larger comes piece by piece: a form that breaks off begins anew. */
const LARGEST_IN_ONE_FORM = 2048 * MIB;

export interface UploadLimits {
  videoBytes: number;
}

type Problems = {
  ok: false;
  problems: { field: UploadProblem['field'] | 'title' | undefined; words: string }[];
};

/**
 * The upload form as it comes in, part by part. Every part is read to its end even when it is not wanted: a browser shows an
 * answer only after it has sent everything.
 */
export class IncomingUpload {
  readonly words: Record<string, string> = {};
  readonly #problems: Problems['problems'] = [];
  #video: { file: ReceivedFile; name: string } | null = null;
  #captions: { bytes: Uint8Array; name: string } | null = null;

  constructor(
    readonly env: NewRecording['env'],
    readonly limits: UploadLimits = { videoBytes: LARGEST_IN_ONE_FORM },
  ) {}

  /** Takes one part. Throws what its source throws when the connection breaks. */
  async take({ name, filename, bytes }: FormPart): Promise<void> {
    if (name === 'video' && filename && !this.#video) await this.#takeVideo(bytes, filename);
    else if (name === 'captions' && filename) await this.#takeCaptions(bytes, filename);
    else if (name && filename === undefined) this.words[name] = await wordsOf(bytes, MOST_WORD_BYTES);
    else await drain(bytes);
  }

  /** The form ended before its end, or could not be read. */
  brokeOff(): void {
    const words = '上传没有完成，中途断了，什么都没有留下。请检查网络，再传一次。';
    this.#problems.unshift({ field: 'video', words });
  }

  /** Makes the recording, or says everything that stands against it. */
  async finish(db: Db, { actor, now }: { actor: Actor; now: Date }): Promise<Added | Problems> {
    const parsed = uploadForm.safeParse(this.words);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        this.#problems.push({ field: path[0] as 'title' | 'course' | 'section', words: message });
    }
    const uploadId = this.#video ? '' : (this.words.upload ?? '');
    if (!this.#video && !uploadId && this.#problems.every(({ field }) => field !== 'video')) {
      this.#problems.push({ field: 'video', words: '还没有选视频文件。请选一个。' });
    }
    if (!parsed.success || this.#problems.length > 0) {
      if (this.#video) await discard(this.#video.file);
      return { ok: false, problems: this.#problems };
    }
    const { title, course, section } = parsed.data;
    const place = { actor, courseId: course, sectionId: section || null, title };
    const rest = { ...place, captions: this.#captions, env: this.env, now };
    return this.#video
      ? addRecording(db, { ...rest, video: this.#video })
      : addArrived(db, { ...rest, uploadId, checksum: this.words.checksum ?? '' });
  }

  async #takeVideo(bytes: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const source = heldOpen(bytes);
    const received = await receiveFile(this.env, source, { maxBytes: this.limits.videoBytes });
    if (received.ok) {
      this.#video = { file: received.file, name };
      return;
    }
    await drain(bytes);
    this.#problems.push({ field: 'video', words: refusalWords(received.reason) });
  }

  async #takeCaptions(bytes: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const captions = await collect(bytes, MIB);
    if (captions.whole) this.#captions = { bytes: captions.bytes, name };
    else this.#problems.push({ field: 'captions', words: refusalWords('too-large') });
  }
}
