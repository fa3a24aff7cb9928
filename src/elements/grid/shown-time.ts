/** Until when the clocks of the rows may run while nobody knows what goes on. */
import type { ReportEngine } from '../../engine/report-engine.js';

/**
 * Without connection nobody knows what runs on: a clock then shows what it had at the last sign of life, and that it is
 * at least so much.
 */
export function lastKnown(engine: ReportEngine): number {
  const now = engine.serverNow();
  const { asOf, lastContact } = engine.connection;
  const silence = lastContact === null ? Infinity : Math.max(0, Date.now() - lastContact);
  return Math.min(now, Math.max(asOf ?? 0, now - silence));
}
