/** Seats as a bar and in words. `offered` false: the section takes no enrolments now. */
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
  const filled = capacity > 0 ? Math.min(100, Math.round((taken / capacity) * 100)) : 100;
  return (
    <div className={free === 0 ? 'seat-bar seat-bar-full' : 'seat-bar'}>
      <svg width="100%" height="8" aria-hidden="true">
        <rect width="100%" height="8" rx="4" className="bar-rest" />
        <rect width={`${filled}%`} height="8" rx="4" className="bar-fill" />
      </svg>
      <p>{seatWords(free, capacity, waiting)}</p>
    </div>
  );
}

/** 还有 8 个名额 · 共 30 个 */
export function seatWords(free: number, capacity: number, waiting = 0) {
  if (free > 0) return `还有 ${free} 个名额 · 共 ${capacity} 个`;
  return waiting > 0 ? `已满 · ${waiting} 人候补` : '已满 · 可以排候补';
}
