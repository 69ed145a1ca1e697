import { Button } from '#app/ui/button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { clockTime } from './clock.ts';
import type { FilmSources } from './film.ts';
import type { Lecture } from './player-parts.ts';
import type { Playing } from './use-player.ts';

const STEP_SECONDS = 10;

const rates = [0.75, 1, 1.25, 1.5].map((rate) => ({
  value: String(rate),
  label: rate === 1 ? '正常速度' : `${rate} 倍`,
}));

interface ControlsProps {
  playing: Playing;
  lecture: Lecture;
  sources: FilmSources;
  hasCaptions: boolean;
}

/** What can be done with the film, in words and large: the browser's own controls are small and have pictures only. */
export function Controls({ playing, lecture, sources, hasCaptions }: ControlsProps) {
  const { player, isPlaying } = playing;
  return (
    <fieldset className="player-controls noscript:hidden" disabled={!player}>
      <legend className="sr-only">播放</legend>
      <div className="player-row player-main">
        <Button type="button" tone="primary" onClick={() => player?.toggle()}>
          {isPlaying ? '暂停' : playWords(playing, lecture)}
        </Button>
        <Button type="button" onClick={() => player?.skip(-STEP_SECONDS)}>
          后退 10 秒
        </Button>
        <Button type="button" onClick={() => player?.skip(STEP_SECONDS)}>
          前进 10 秒
        </Button>
      </div>
      <div className="player-row player-settings">
        {hasCaptions ? (
          <Button type="button" onClick={() => player?.toggleCaptions()}>
            {playing.captions ? '关字幕' : '开字幕'}
          </Button>
        ) : null}
        {sources.sound ? (
          <Button type="button" onClick={() => player?.listen(!playing.listening)}>
            {playing.listening ? '看画面' : '只听声音'}
          </Button>
        ) : null}
        <QualityField playing={playing} sources={sources} />
        <SelectField
          name="rate"
          label="速度"
          options={rates}
          value={String(playing.rate)}
          onChange={(event) => player?.setRate(Number(event.target.value))}
        />
      </div>
      {playing.listening ? <p className="quiet">只放声音，画面先不下载，一样算看过。</p> : null}
    </fieldset>
  );
}

/** The word on the main button, while nothing plays. */
function playWords({ seconds, listening, counting }: Playing, { resumeSeconds }: Lecture): string {
  const place = seconds || resumeSeconds;
  if (place >= 1) return `从 ${clockTime(place)} 接着${listening ? '听' : '看'}`;
  return counting.complete ? '再看一遍' : listening ? '开始听' : '开始看';
}

function QualityField({ playing, sources: { rungs } }: Pick<ControlsProps, 'playing' | 'sources'>) {
  const { player, quality, listening } = playing;
  if (rungs.length < 2) return null;
  const sizes = rungs.map(({ name }, index) => ({
    value: name,
    label: `${name}${wordAt(index, rungs.length)}`,
  }));
  return (
    <SelectField
      name="quality"
      label="画质"
      options={[{ value: 'auto', label: '自动' }, ...sizes]}
      value={quality}
      disabled={listening}
      onChange={(event) => player?.setQuality(event.target.value)}
    />
  );
}

/** What a size means, where it is the largest or the smallest. */
function wordAt(index: number, count: number): string {
  if (index === 0) return '最清楚 ';
  return index === count - 1 ? '省流量 ' : '';
}
