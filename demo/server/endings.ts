/** Conversations that ended lately: what was theirs may still be read by who watched them, and 410 differs from 404. */
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';

const KEPT = 2_000;

export class Endings {
  readonly #monitors = new Map<string, readonly string[]>();
  readonly #unwatch: () => void;

  constructor(world: Simulation) {
    this.#unwatch = world.watch((operation) => {
      if (operation.type !== 'remove') return;
      const { id, monitoredBy } = operation.conversation;
      this.#monitors.set(id, monitoredBy);
      for (const oldest of this.#monitors.keys()) {
        if (this.#monitors.size <= KEPT) break;
        this.#monitors.delete(oldest);
      }
    });
  }

  has(id: string): boolean {
    return this.#monitors.has(id);
  }

  wasMonitoredBy(id: string, userId: string): boolean {
    return this.#monitors.get(id)?.includes(userId) === true;
  }

  close(): void {
    this.#unwatch();
  }
}
