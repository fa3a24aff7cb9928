import { consume } from '@lit/context';
import { html, isServer, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { DelayController } from '../../controllers/delay-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import type { ReportStateName } from '../../controllers/report-states.js';
import { reset } from '../../styles/reset.js';
import { lateCode, LateCodeRequest, LateStyles } from '../shared/late-code.js';
import { skeleton } from './skeleton.js';
import type { MessageName } from './state-message.js';
import { styles } from './report-state.styles.js';

const SLOTS: Readonly<Record<ReportStateName, 'loading' | 'empty' | 'error'>> = {
  loading: 'loading',
  empty: 'empty',
  'empty-filtered': 'empty',
  error: 'error',
  unauthorized: 'error',
  forbidden: 'error',
  'no-data-source': 'error',
  offline: 'error',
};

/**
 * The report where it has no rows to show: still loading, nothing to see, or not able to. Internal; fills the place of
 * the grid.
 *
 * @csspart banner - the built-in text
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the built-in text for *nothing ongoing* and *nothing matches*
 * @slot error - instead of the built-in text for everything that keeps the report from loading
 */
export class ReportState extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, styles];

  /** Null while there are rows to show. */
  @property() state: ReportStateName | null = 'loading';

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;

  /** The state whose message was asked for, and whether it could not be loaded. */
  #asked: ReportStateName | null = null;
  #isMissing = false;

  /** A report that begins passes through states that nobody sees. */
  readonly #delay = new DelayController(this, 100, () => this.#ask());
  readonly #connection = new StreamController(this, () => this.engine?.connection$);

  constructor() {
    super();
    new LateStyles(this, 'message');
  }

  protected override render(): TemplateResult | typeof nothing {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Lit types it for this build, not for that of a server
    if (isServer) return skeleton('', 'comfortable');
    const { words, engine } = this;
    if (!words || !engine || !this.state) return nothing;
    if (this.state === 'loading') this.#asked = null;
    const slot = SLOTS[this.state];
    const builtIn = this.#isFilled(slot)
      ? nothing
      : this.state === 'loading'
        ? skeleton(this.#progressText(words), engine.viewState.density)
        : this.#message(this.state, engine, words);
    return html`<slot name=${slot} @slotchange=${() => this.requestUpdate()}></slot>${builtIn}`;
  }

  /** The messages are loaded after the first rows, or when one is all that there is to see. */
  #message(name: MessageName, engine: ReportEngine, words: Localization): TemplateResult | typeof nothing {
    const connection = this.#connection.value;
    const message = lateCode.stateMessage?.(name, connection?.reason, engine, words);
    if (message) return message;
    if (name !== this.#asked) {
      this.#asked = name;
      this.#delay.start();
    }
    // Better than nothing: what state the connection is in.
    return connection && this.#isMissing
      ? html`<p part="banner">${words.term(`connection.${connection.state}`)}</p>`
      : nothing;
  }

  /** The messages are loaded after the first rows, or when one is all that there is to see. */
  #ask(): void {
    if (this.state !== this.#asked) return;
    this.dispatchEvent(
      new LateCodeRequest('report.title', (isLoaded) => {
        this.#isMissing = !isLoaded;
        this.requestUpdate();
      }),
    );
  }

  /**
   * Whether the host gave something for this state. The root forwards its slots, and a forwarded slot counts as content
   * even when it is empty: the built-in text cannot be the slot's own fallback.
   */
  #isFilled(slot: string): boolean {
    return [...this.children].some(
      (child) =>
        child.slot === slot &&
        (!(child instanceof HTMLSlotElement) || child.assignedNodes({ flatten: true }).length > 0),
    );
  }

  /** *Loading 1,500 of 2,113* */
  #progressText(words: Localization): string {
    const progress = this.#connection.value?.progress;
    if (!progress) return words.term('state.loading');
    const values = { state: words.term('connection.loading'), loaded: progress.loaded };
    return progress.total === null
      ? words.term('header.loading', values)
      : words.term('header.loading-of', { ...values, total: progress.total });
  }
}
