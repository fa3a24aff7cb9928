/** The column *Needs you*: scores of conversations, the two strongest reasons in words, and an order by them. */
import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { ExtraColumn } from '../../context/settings-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import type { Feature, FeatureHost } from '../../controllers/feature.js';
import { StreamController } from '../../controllers/stream-controller.js';
import { compareOf } from '../../elements/shared/extra-columns.js';
import type { Localization } from '../../localization/index.js';
import { strongestTerms, type AttentionOptions } from '../../model/attention.js';
import type { Conversation } from '../../model/conversation.js';
import { addProperties } from '../late-properties.js';
import { rowNotesOf, type RowNotes, type RowPainter } from '../row-notes.js';
import { AttentionDetails } from './attention-details.js';
import { AttentionScores } from './attention-scores.js';
import { factText, pointsText } from './attention-words.js';

const COLUMN = 'attention';

export const attention: Feature = (host) => {
  addProperties(host.report, { attention: null });
  new Attention(host);
};

class Attention implements RowPainter, ReactiveController {
  readonly #host: FeatureHost;
  readonly #scores: AttentionScores;
  readonly #notes: RowNotes;
  readonly #details: AttentionDetails;
  #options: AttentionOptions | null = null;
  #words: Localization | null = null;
  #column: ExtraColumn | null = null;
  /** The second that cells are written in, and what each was written from. */
  #second = 0;
  readonly #painted = new WeakMap<Element, readonly [Conversation, Localization, number]>();

  constructor(host: FeatureHost) {
    this.#host = host;
    const { report, engine } = host;
    this.#scores = new AttentionScores(engine.all, () => ({
      now: engine.serverNow(),
      thresholds: report.thresholds,
    }));
    this.#details = new AttentionDetails(engine, this.#scores);
    this.#notes = rowNotesOf(host);
    this.#notes.addPainter(this);
    report.addController(this);
    new ClockController(report, () => this.#tick());
    new StreamController(
      report,
      () => engine.wiped$,
      () => this.#forget(),
    );
  }

  get isActive(): boolean {
    return this.#column !== null;
  }

  hostDisconnected(): void {
    this.#details.close();
  }

  hostUpdated(): void {
    const { report } = this.#host;
    const words = this.#host.words();
    if (report.attention !== this.#options || (report.attention && words !== this.#words)) {
      if (report.attention !== this.#options) this.#forget();
      this.#options = report.attention;
      this.#words = words;
      this.#scores.options = report.attention ?? {};
      this.#column = report.attention && this.#columnIn(words);
    }
    // Once the update is over: it is a change of its own.
    void report.updateComplete.then(this.#offer);
  }

  /** Its column stands among those of the host, also when the host sets others. */
  readonly #offer = (): void => {
    const { report, engine } = this.#host;
    const column = this.#column;
    const others = report.columns.filter(({ id }) => id !== COLUMN);
    if (column ? report.columns.includes(column) : others.length === report.columns.length) return;
    const columns = column ? [...others, column] : others;
    report.columns = columns;
    // What rows are ordered by is another thing now.
    engine.configure({ compareOf: (id) => compareOf(columns, id) });
  };

  #columnIn(words: Localization): ExtraColumn {
    return {
      id: COLUMN,
      label: words.term('attention.title'),
      value: (row) => Math.round(this.#scores.score(row).total),
      compare: (a, b) => this.#scores.score(a).total - this.#scores.score(b).total,
      key: this.#scores.keyOf,
      render: (row) => this.#cell(row),
    };
  }

  #cell({ id }: Conversation): TemplateResult {
    const onClick = ({ currentTarget }: Event): void => {
      const { grid } = this.#notes;
      if (grid && currentTarget instanceof HTMLElement)
        this.#details.toggle(grid, currentTarget, id, this.#host.words());
    };
    return html`<button
      type="button"
      class="attention"
      tabindex="-1"
      aria-haspopup="dialog"
      @click=${onClick}
    >
      <b class="number"></b><span></span>
    </button>`;
  }

  /** Scores grow with time, and the grid renders a row only when it changes. */
  paint(row: HTMLElement, id: string, words: Localization): void {
    const button = row.querySelector<HTMLElement>('.attention');
    const conversation = button && this.#host.engine.conversation(id);
    if (!conversation) return;
    const before = this.#painted.get(button);
    if (before?.[0] === conversation && before[1] === words && before[2] === this.#second) return;
    this.#painted.set(button, [conversation, words, this.#second]);
    this.#scores.note(conversation);
    const score = this.#scores.score(conversation);
    const reasons = strongestTerms(score).map((term) => factText(term, words));
    const points = pointsText(score.total, words);
    const why = reasons.join(' · ');
    const [figure, text] = button.children;
    setText(figure, `${points} `);
    setText(text, why);
    if (button.dataset['tooltip'] !== why) button.dataset['tooltip'] = why;
  }

  #tick(): void {
    const { engine, report } = this.#host;
    if (!this.#column) return;
    const { trusted } = engine.connection;
    const { sort, columns, grouping } = engine.viewState;
    const isOrder = sort.some(({ column }) => column === COLUMN);
    if (!isOrder && !columns.includes(COLUMN)) {
      this.#scores.clear();
      return;
    }
    this.#second += 1;
    if (!isOrder) this.#scores.clearOrder();
    else if (trusted) {
      const [first] = sort;
      const isTop = grouping === null && first?.column === COLUMN && first.direction === 'descending';
      const isOngoing = (id: string): boolean => engine.isOngoing(id);
      engine.all.again(this.#scores.look(isTop ? engine.view.rows : null, isOngoing));
    }
    if (report.mode !== 'strip') this.#notes.paint();
    this.#details.update(this.#host.words());
  }

  #forget(): void {
    this.#details.close();
    this.#scores.clear();
  }
}

function setText(element: Element | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
