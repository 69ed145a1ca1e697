import { Bar } from './bar.tsx';

/** Seats as a bar and in words. */
export function SeatBar({
  capacity,
  taken,
  waiting = 0,
}: {
  capacity: number;
  taken: number;
  waiting?: number;
}) {
  const free = Math.max(0, capacity - taken);
  return (
    <div className={free === 0 ? 'seat-bar seat-bar-full' : 'seat-bar'}>
      <Bar value={taken} of={capacity} />
      <p>{seatWords(free, capacity, waiting)}</p>
    </div>
  );
}

/** 还有 8 个名额 · 共 30 个 */
export function seatWords(free: number, capacity: number, waiting = 0) {
  if (free > 0) return `还有 ${free} 个名额 · 共 ${capacity} 个`;
  return waiting > 0 ? `已满 · ${waiting} 人候补` : '已满 · 可以排候补';
}
