import { readFileSync, writeFileSync } from 'node:fs';

/** Reads a 16-bit PCM WAV file; answers its rate in Hz and one Float32Array in -1…1 per channel. */
export function readWav(path) {
  const bytes = readFileSync(path);
  let at = 12;
  let format = null;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ')
      format = {
        channels: bytes.readUInt16LE(at + 10),
        rate: bytes.readUInt32LE(at + 12),
        bits: bytes.readUInt16LE(at + 22),
      };
    if (name === 'data')
      return {
        rate: format.rate,
        channels: unpack(bytes, at + 8, Math.min(size, bytes.length - at - 8), format),
      };
    at += 8 + size + (size % 2);
  }
  throw new Error(`no sound in ${path}`);
}

function unpack(bytes, start, size, format) {
  if (format.bits !== 16) throw new Error('only 16-bit sound is read here');
  const frames = Math.floor(size / 2 / format.channels);
  const channels = Array.from({ length: format.channels }, () => new Float32Array(frames));
  for (let i = 0; i < frames; i += 1) {
    for (let c = 0; c < format.channels; c += 1)
      channels[c][i] = bytes.readInt16LE(start + 2 * (i * format.channels + c)) / 32768;
  }
  return channels;
}

/** Writes channels of -1…1 as a 16-bit PCM WAV file. */
export function writeWav(path, channels, rate) {
  const frames = channels[0].length;
  const size = frames * channels.length * 2;
  const bytes = Buffer.alloc(44 + size);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + size, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels.length * 2, 28);
  bytes.writeUInt16LE(channels.length * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(size, 40);
  let at = 44;
  for (let i = 0; i < frames; i += 1) {
    for (const channel of channels) {
      bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(channel[i] * 32767))), at);
      at += 2;
    }
  }
  writeFileSync(path, bytes);
}
