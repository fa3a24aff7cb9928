/**
 * *limit*: the leanest list that could be written by hand. What a page must at least do.
 *
 * A row element belongs to a conversation as long as it is in the window, then another one inherits it. It is moved
 * only when its place changes, and only texts that changed are written. All work is done once a frame.
 */
import { ROW_HEIGHT, STAGE_HEIGHT, type Contestant, type ShownRow } from '../contestant.js';
import { connect, serverNow } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { columnHeads } from '../shared/column-heads.js';
import type { Entry } from '../shared/ordered-rows.js';
import { RowBook } from '../shared/row-book.js';
import {
  agentText,
  clockText,
  COLUMNS,
  secondsOf,
  sentimentClass,
  sentimentText,
  statusText,
} from '../shared/texts.js';
import type { WireRow } from '../workload/wire-row.js';

const OVERSCAN = 3;

interface RowView {
  readonly element: HTMLElement;
  readonly texts: readonly Text[];
  readonly badge: HTMLElement;
  /** What was last written. */
  row: WireRow | null;
  ver: number;
  place: number;
  wait: number;
  handle: number;
  sentiment: string | null;
  /** The frame in which it was last needed. */
  frame: number;
}

const [SUBJECT, STATUS, AGENT, QUEUE, CHANNEL, WAIT, HANDLE, SENTIMENT, CUSTOMER, PRIORITY] = [
  ...COLUMNS.keys(),
];

class List {
  readonly #scroller = document.createElement('div');
  readonly #body = document.createElement('div');
  readonly #counters: CounterLine;
  readonly #book: RowBook;
  readonly #views = new Map<WireRow, RowView>();
  readonly #free: RowView[] = [];
  readonly #window: Entry[] = [];
  #frame = 0;
  #isScheduled = false;
  #isComplete = false;
  #height = 0;
  #scrollTop = 0;

  constructor(stage: HTMLElement) {
    this.#counters = new CounterLine(stage);
    this.#book = new RowBook(this.#counters.counts);
    stage.append(columnHeads());
    this.#scroller.className = 'viewport';
    this.#body.className = 'rows';
    this.#scroller.append(this.#body);
    stage.append(this.#scroller);
    this.#scroller.addEventListener('scroll', () => {
      this.#scrollTop = this.#scroller.scrollTop;
      this.#schedule();
    });
    setInterval(this.#schedule, 1000);
  }

  get scroller(): HTMLElement {
    return this.#scroller;
  }

  get counters(): CounterLine {
    return this.#counters;
  }

  connect(link: Parameters<typeof connect>[0]): void {
    connect(link, {
      page: (rows) => {
        for (const row of rows) this.#book.add(row);
      },
      complete: () => {
        this.#isComplete = true;
        this.#schedule();
      },
      delta: (delta) => {
        this.#book.apply(delta);
        this.#schedule();
      },
    });
  }

  readonly #schedule = (): void => {
    if (this.#isScheduled || !this.#isComplete) return;
    this.#isScheduled = true;
    requestAnimationFrame(this.#paint);
  };

  readonly #paint = (): void => {
    this.#isScheduled = false;
    this.#frame += 1;
    const { order } = this.#book;
    order.merge();
    const now = serverNow();
    const start = Math.max(0, Math.floor(this.#scrollTop / ROW_HEIGHT) - OVERSCAN);
    const end = Math.ceil((this.#scrollTop + STAGE_HEIGHT) / ROW_HEIGHT) + OVERSCAN;
    order.window(start, end, now, this.#window);
    const height = order.length * ROW_HEIGHT;
    if (height !== this.#height) {
      this.#height = height;
      this.#body.style.height = `${String(height)}px`;
    }
    const frame = this.#frame;
    for (const { row } of this.#window) {
      const view = this.#views.get(row);
      if (view !== undefined) view.frame = frame;
    }
    for (const [row, view] of this.#views) {
      if (view.frame === frame) continue;
      this.#views.delete(row);
      this.#free.push(view);
    }
    for (let n = 0; n < this.#window.length; n += 1) {
      const { row } = this.#window[n]!;
      let view = this.#views.get(row);
      if (view === undefined) {
        view = this.#free.pop() ?? this.#build();
        view.frame = frame;
        this.#views.set(row, view);
      }
      if (view.place !== start + n) {
        view.place = start + n;
        view.element.style.transform = `translateY(${String(view.place * ROW_HEIGHT)}px)`;
      }
      write(view, row, now);
    }
    this.#hideFree();
    this.#counters.paint();
  };

  /** Few rows in view leave elements over; they wait outside of the viewport. */
  #hideFree(): void {
    for (const view of this.#free) {
      if (view.place < 0) continue;
      view.place = -1;
      view.element.style.transform = 'translateY(-100px)';
    }
  }

  #build(): RowView {
    const element = document.createElement('div');
    element.className = 'row';
    const texts: Text[] = [];
    let badge: HTMLElement = element;
    for (const { width } of COLUMNS) {
      const cell = document.createElement('div');
      cell.className = 'cell';
      cell.style.width = `${String(width)}px`;
      const text = document.createTextNode('');
      if (texts.length === SENTIMENT) {
        badge = document.createElement('span');
        badge.append(text);
        cell.append(badge);
      } else {
        cell.append(text);
      }
      texts.push(text);
      element.append(cell);
    }
    this.#body.append(element);
    return {
      element,
      texts,
      badge,
      row: null,
      ver: 0,
      place: -1,
      wait: -2,
      handle: -2,
      sentiment: '',
      frame: 0,
    };
  }

  top(count: number): ShownRow[] {
    return [...this.#views.values()]
      .sort((a, b) => a.element.getBoundingClientRect().top - b.element.getBoundingClientRect().top)
      .slice(0, count)
      .map(({ texts }) => ({
        subject: texts[SUBJECT!]!.data,
        status: texts[STATUS!]!.data,
        wait: texts[WAIT!]!.data,
      }));
  }

  probe(): string {
    for (const { place, texts } of this.#views.values()) if (place === 0) return texts[SUBJECT!]!.data;
    return '';
  }

  *rowElements(): Iterable<Element> {
    for (const { element } of this.#views.values()) yield element;
  }
}

function write(view: RowView, row: WireRow, now: number): void {
  const { texts } = view;
  const isOther = view.row !== row;
  if (isOther || view.ver !== row.ver) {
    set(texts[SUBJECT!]!, row.subject);
    set(texts[STATUS!]!, statusText(row));
    set(texts[AGENT!]!, agentText(row));
    if (isOther) {
      set(texts[QUEUE!]!, row.queue.name);
      set(texts[CHANNEL!]!, row.channel);
      set(texts[CUSTOMER!]!, row.customer.name);
      set(texts[PRIORITY!]!, String(row.priority));
    }
    if (view.sentiment !== row.sentiment) {
      view.sentiment = row.sentiment;
      texts[SENTIMENT!]!.data = sentimentText(row.sentiment);
      view.badge.className = sentimentClass(row.sentiment);
    }
    view.row = row;
    view.ver = row.ver;
  }
  const wait = secondsOf(row.wait, now);
  if (wait !== view.wait) {
    view.wait = wait;
    texts[WAIT!]!.data = clockText(wait);
  }
  const handle = secondsOf(row.handle, now);
  if (handle !== view.handle) {
    view.handle = handle;
    texts[HANDLE!]!.data = clockText(handle);
  }
}

function set(text: Text, value: string): void {
  if (text.data !== value) text.data = value;
}

let list: List;

export const contestant: Contestant = {
  mount: (stage, link) => {
    list = new List(stage);
    return () => list.connect(link);
  },
  top: (count) => list.top(count),
  probe: () => list.probe(),
  counters: () => list.counters.read(),
  scroller: () => list.scroller,
  rowElements: () => list.rowElements(),
};
