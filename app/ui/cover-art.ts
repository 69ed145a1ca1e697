import { type Inks, motifs } from './cover-motifs.ts';
import type { School } from './tokens.ts';

/** Ground, pale shape, main shape, deep detail, and the warm accent that every cover shares. */
export const inks: Record<School, Inks> = {
  party: { ground: '#f7e7e1', pale: '#eec9be', main: '#b3321f', deep: '#7d2014', accent: '#e3b15a' },
  governance: { ground: '#e7ebf4', pale: '#c6d0e5', main: '#33508a', deep: '#20365f', accent: '#e3b15a' },
  senior: { ground: '#f8efdd', pale: '#ecd6ab', main: '#9a6412', deep: '#6b440a', accent: '#b3321f' },
  citizen: { ground: '#e3efe9', pale: '#b9d8cb', main: '#1f6b57', deep: '#12483a', accent: '#e3b15a' },
};

const motifOfModule: Readonly<Record<string, keyof typeof motifs>> = {
  政治理论: 'sun',
  党建引领: 'sun',
  作风纪律: 'lattice',
  党员作用: 'arches',
  组织建设: 'tree',
  队伍建设: 'tree',
  骨干培养: 'tree',
  资源整合: 'knot',
  协商议事: 'table',
  群众工作: 'table',
  邻里共治: 'table',
  需求与服务: 'arches',
  治理方法: 'lattice',
  治理创新: 'sun',
  专业方法: 'knot',
  项目管理: 'lattice',
  物业治理: 'houses',
  阵地运营: 'houses',
  参与营造: 'houses',
  生活服务: 'houses',
  研究写作: 'book',
  讲师培养: 'book',
  文化艺术: 'flower',
  社区文化: 'flower',
  健康: 'leaf',
  绿色生活: 'leaf',
  老有所为: 'leaf',
  安全法治: 'knot',
  数字素养: 'screen',
  家庭教育: 'arches',
  志愿服务: 'flower',
};

/** FNV-1a: a small even spread is all that is asked of it. */
function hash(text: string) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}

/** Paths of a 160 × 70 picture, under 1.5 KB. The same arguments always give the same picture. */
export function drawCover(school: School, module: string, code: string) {
  const seed = hash(code);
  const ink = inks[school];
  const names = Object.keys(motifs) as (keyof typeof motifs)[];
  const motif = motifOfModule[module] ?? names[hash(module) % names.length] ?? 'flower';
  return `<path fill="${ink.ground}" d="M0 0h160v70H0z"/>${backdrop(seed, ink)}${motifs[motif](seed >>> 4, ink)}`;
}

/** Hills, a great disc or bands behind the motif, so that neighbours on a list differ at a glance. */
function backdrop(seed: number, { pale }: Inks) {
  const left = seed % 2 === 0;
  switch ((seed >>> 1) % 4) {
    case 0:
      return `<path fill="${pale}" d="M0 ${left ? 58 : 48}Q40 ${left ? 40 : 62} 80 52T160 ${left ? 46 : 56}V70H0z"/>`;
    case 1:
      return `<circle fill="${pale}" cx="${left ? 34 : 126}" cy="${left ? 62 : 8}" r="40"/>`;
    case 2:
      return `<path fill="${pale}" d="M${left ? '0 70 70 0h34L34 70z' : '160 70 90 0H56l70 70z'}"/>`;
    default:
      return `<path fill="${pale}" d="M0 56q10-9 20 0t20 0 20 0 20 0 20 0 20 0 20 0 20 0V70H0z"/>`;
  }
}
