/** The page of one measurement. The runner drives it through `window.bench`, phase by phase. */
import type { Contestant } from './contestant.js';
import { Frames, quantile, type FrameFigures } from './measure/frames.js';
import { faultOf, showsFirstRows } from './measure/gate.js';
import { isCovered, Scrolling } from './measure/scrolling.js';
import { WorkloadLink } from './workload/link.js';
import { batchOf } from './workload/world.js';

export interface PhaseFigures extends FrameFigures {
  /** From the posting of a delta to the frame that shows it; null where it cannot be seen. */
  readonly paintP50: number | null;
  readonly paintP99: number | null;
  /** Frames with a part of the viewport that no row covered; null where nobody looked. */
  readonly blanks: number | null;
}

const CONTESTANTS = import.meta.glob<{ contestant: Contestant }>('./contestants/*.ts');
/** Clocks tick once a second, and some contestants put their last changes off a little. */
const SETTLE = 1_600;

const stage = document.querySelector<HTMLElement>('#stage')!;
const clock = (): number => performance.timeOrigin + performance.now();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let contestant: Contestant;
let link: WorkloadLink;
let connect: () => void;

const bench = {
  async open(name: string, scale: string): Promise<void> {
    link = new WorkloadLink(scale);
    await link.ready();
    const load = CONTESTANTS[`./contestants/${name}.ts`];
    if (!load) throw new Error(`No contestant ${name}`);
    ({ contestant } = await load());
    connect = await contestant.mount(stage, link);
    await pause(200);
  },

  /** Ms from the posting of the first page to the first frame with the right rows on screen, and tasks meanwhile. */
  async first(): Promise<{ readonly ms: number } & FrameFigures> {
    const { expectation } = await link.expected();
    const [shownAt, figures] = await new Promise<[number, FrameFigures]>((resolve) => {
      const frames = new Frames(
        () => undefined,
        () => {
          if (showsFirstRows(contestant, expectation, Date.now())) resolve([clock(), frames.stop()]);
        },
      );
      frames.start();
      connect();
    });
    return { ...figures, ms: shownAt - (await link.expected()).firstPageAt };
  },

  /** Height of the first row and number of rows in sight, to see that everybody shows the same. */
  geometry(): { readonly rowHeight: number; readonly inSight: number; readonly inPage: number } | null {
    const scroller = contestant.scroller();
    if (scroller === null || contestant.rowElements === undefined) return null;
    const { top, bottom } = scroller.getBoundingClientRect();
    const boxes = [...contestant.rowElements()].map((row) => row.getBoundingClientRect());
    const inSight = boxes.filter((box) => box.height > 0 && box.bottom > top + 1 && box.top < bottom - 1);
    return { rowHeight: inSight[0]?.height ?? 0, inSight: inSight.length, inPage: boxes.length };
  },

  async generate(seconds: number): Promise<void> {
    await link.generate(seconds);
  },

  async run(phase: 'live' | 'scroll'): Promise<PhaseFigures> {
    const scroller = contestant.scroller();
    const scrolling = phase === 'scroll' && scroller !== null ? new Scrolling(scroller) : null;
    const seenAt: { batch: number; at: number }[] = [];
    const canCheck = scrolling !== null && contestant.rowElements !== undefined;
    let blanks = 0;
    const frames = new Frames(
      (time) => scrolling?.step(time),
      () => {
        if (canCheck) {
          if (!isCovered(scroller!, contestant.rowElements!())) blanks += 1;
        } else if (scrolling === null && contestant.isBlind !== true) {
          const batch = batchOf(contestant.probe());
          if (batch > (seenAt.at(-1)?.batch ?? -1)) seenAt.push({ batch, at: clock() });
        }
      },
    );
    const before = contestant.isBlind === true ? 0 : Math.max(0, batchOf(contestant.probe()));
    frames.start();
    const posted = await link.run();
    const figures = frames.stop();
    const latencies = latenciesOf(posted, before, seenAt);
    const isSeen = latencies.length > 0;
    return {
      ...figures,
      paintP50: isSeen ? quantile(latencies, 0.5) : null,
      paintP99: isSeen ? quantile(latencies, 0.99) : null,
      blanks: canCheck ? blanks : null,
    };
  },

  /** Null when the page shows what it must. */
  async gate(): Promise<string | null> {
    const scroller = contestant.scroller();
    if (scroller !== null) scroller.scrollTop = 0;
    await pause(SETTLE);
    await contestant.settle?.();
    const { expectation } = await link.expected();
    return faultOf(contestant, expectation, Date.now());
  },
};

/** A batch that was never seen by itself was seen with a later one. One that was not seen at all lasted to the end. */
function latenciesOf(
  posted: readonly number[],
  before: number,
  seenAt: readonly { batch: number; at: number }[],
): number[] {
  let n = 0;
  if (seenAt.length === 0) return [];
  const end = clock();
  return posted.map((at, index) => {
    while (n < seenAt.length && seenAt[n]!.batch < before + index + 1) n += 1;
    return (seenAt[n]?.at ?? end) - at;
  });
}

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
