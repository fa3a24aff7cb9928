/** Counters per status: four numbers in a line above the rows, which the yardstick and all peers have. */
import { COUNTED, type Counters } from '../workload/oracle.js';

export const noCounts = (): Counters => ({ open: 0, active: 0, waiting: 0, 'wrap-up': 0 });

export class CounterLine {
  readonly counts = noCounts();
  readonly #texts: Text[] = [];
  readonly #shown: number[] = [];

  constructor(stage: HTMLElement) {
    const line = document.createElement('div');
    line.className = 'counters';
    for (const status of COUNTED) {
      const text = document.createTextNode('0');
      line.append(`${status} `, text, ' · ');
      this.#texts.push(text);
      this.#shown.push(0);
    }
    stage.append(line);
  }

  paint(): void {
    for (let n = 0; n < COUNTED.length; n += 1) {
      const count = this.counts[COUNTED[n]!];
      if (count === this.#shown[n]) continue;
      this.#shown[n] = count;
      this.#texts[n]!.data = String(count);
    }
  }

  read(): Counters {
    const counters = noCounts();
    COUNTED.forEach((status, n) => (counters[status] = Number(this.#texts[n]!.data)));
    return counters;
  }
}
