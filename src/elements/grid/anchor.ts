/** Keeps the place on the screen when rows come, go or move above what is in sight. */
import type { RowGeometry } from '../../controllers/row-geometry.js';
import type { Lines } from './lines.js';

/** A row and where it was when it was last rendered. */
export interface PlacedRow {
  readonly id: string;
  readonly index: number;
}

/** Most rows move by a few places, if at all: look there before looking everywhere. */
const NEAR = 100;

/** Index of a row that was at `index`, or −1 when it is gone. */
export function locate(rows: Lines, { id, index }: PlacedRow): number {
  for (let distance = 0; distance <= NEAR; distance += 1) {
    if (rows.at(index - distance)?.id === id) return index - distance;
    if (rows.at(index + distance)?.id === id) return index + distance;
  }
  return rows.indexOf(id);
}

/**
 * By how many rows the screen has to move along. The middle of what the visible rows moved by: a single row that jumps
 * away takes nobody with it, while all go along when rows come or go above them.
 */
export function commonShift(rows: Lines, visible: readonly PlacedRow[]): number {
  const shifts = visible
    .map((row) => [locate(rows, row), row.index] as const)
    .filter(([index]) => index >= 0)
    .map(([index, before]) => index - before)
    .sort((a, b) => a - b);
  return shifts[Math.floor((shifts.length - 1) / 2)] ?? 0;
}

/**
 * Where the list has to stand so that what is in sight stays there.
 * @param followed a row that the screen is to go along with, wherever it goes, or null.
 */
export function anchoredTop(
  geometry: RowGeometry,
  rows: Lines,
  rendered: readonly PlacedRow[],
  followed: PlacedRow | null,
): number {
  const { top, rowHeight } = geometry;
  const index = followed ? locate(rows, followed) : -1;
  if (followed && index >= 0) return top + (index - followed.index) * rowHeight;
  // At the very top nothing is above; what comes first is to be seen.
  if (top <= 0) return top;
  const visible = rendered.filter((row) => geometry.isVisible(row.index));
  return top + commonShift(rows, visible) * rowHeight;
}
