/** Until when the clocks of the rows may run. */
import type { ReportEngine } from '../../engine/report-engine.js';

export class ShownTime {
  /** When the rows ended that are still on screen, server ms. */
  readonly #ended = new Map<string, number>();

  /** A conversation that is over waits no longer. */
  noteEnded(ended: ReadonlySet<string>, now: number): void {
    for (const id of this.#ended.keys()) if (!ended.has(id)) this.#ended.delete(id);
    for (const id of ended) if (!this.#ended.has(id)) this.#ended.set(id, now);
  }

  at(id: string, now: number): number {
    return this.#ended.get(id) ?? now;
  }
}

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
