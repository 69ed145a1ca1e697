import { largestBytes } from '#app/features/media/content-types.rules.ts';
import { discard, receiveFile } from '#app/features/media/files.server.ts';
import { drain, type FormPart, heldOpen } from '#app/features/media/form-parts.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { SlidePicture } from './slide-editing.server.ts';
import { MOST_AT_ONCE } from './slides.rules.ts';
import { refusalWords } from './upload-words.ts';

/**
 * The form with pictures as it comes in, part by part, each to the disk. Every part is read to its end even when it is not wanted:
 * a browser shows an answer only after it has sent everything.
 */
export class IncomingSlides {
  readonly #pictures: SlidePicture[] = [];
  #problem: string | null = null;

  constructor(readonly env: StoreEnv) {}

  async take({ name, filename, bytes }: FormPart): Promise<void> {
    if (name !== 'pictures' || !filename || this.#problem) return drain(bytes);
    if (this.#pictures.length >= MOST_AT_ONCE) {
      this.#problem = `一次最多 ${MOST_AT_ONCE} 张，这次一张都没有收下。请分几次传。`;
      return drain(bytes);
    }
    const received = await receiveFile(this.env, heldOpen(bytes), { maxBytes: largestBytes.slide });
    if (received.ok) {
      this.#pictures.push({ name: filename, file: received.file });
      return;
    }
    await drain(bytes);
    this.#problem =
      received.reason === 'too-large'
        ? `“${filename}”超过 5 MB，这次一张都没有收下。请导出得小一些，宽 1920 像素就够清楚。`
        : refusalWords(received.reason);
  }

  brokeOff(): void {
    this.#problem ??= '上传没有完成，中途断了，什么都没有留下。请检查网络，再传一次。';
  }

  /** The pictures, or what stands against all of them; then nothing of them stays. */
  async finish(): Promise<{ ok: true; pictures: SlidePicture[] } | { ok: false; words: string }> {
    if (this.#pictures.length === 0) this.#problem ??= '还没有选图片。可以一次选好几张。';
    if (this.#problem === null) return { ok: true, pictures: this.#pictures };
    for (const { file } of this.#pictures) await discard(file);
    return { ok: false, words: this.#problem };
  }
}
