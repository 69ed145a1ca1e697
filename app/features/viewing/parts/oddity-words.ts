import type { OddityKind } from '../oddities.rules.ts';

/** What happened, what became of it, and what may be behind it. The same words for the person and for the registrar. */
export const oddityWords: Record<OddityKind, { what: string; became: string; maybe: string }> = {
  'too-fast': {
    what: '报来的比过去的时间多',
    became: '多出来的没有记',
    maybe: '播放器卡住又追上，或者用了别的工具加快播放',
  },
  'out-of-range': {
    what: '报来的时间不在这一讲里',
    became: '没有记',
    maybe: '视频文件换过，或者报上来的内容被改过',
  },
  overlap: {
    what: '换了设备，原来那台还在报',
    became: '换走以后的没有记',
    maybe: '两台设备一起开着，或者家里人也在用',
  },
  'hand-over': {
    what: '短时间里换了几次设备',
    became: '看过的照样记',
    maybe: '手机和电脑来回换，或者浏览器不留记录，重新打开也算',
  },
  'long-night': {
    what: '连着看过半夜，超过 4 小时',
    became: '看过的照样记',
    maybe: '白天没有空，或者开着忘了关',
  },
};
