/** The alerts that fire, each with what can be done about it. */
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Localization } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { alertBannerStyles } from './alert-banner.styles.js';

/** For how long an alert can be put off. */
export const SNOOZE_MINUTES = [5, 15, 60] as const;

/** One alert, or all of a rule of which many fire. */
export interface BannerLine {
  /** Stays the same while the line does. */
  readonly key: string;
  readonly isBreach: boolean;
  readonly text: string;
  readonly onAcknowledge: () => void;
  readonly onSnooze: (minutes: number) => void;
  /** Where there is one row to show. */
  readonly onShow?: () => void;
}

export interface BannerContent {
  readonly words: Localization;
  readonly lines: readonly BannerLine[];
  /** How many were acknowledged or snoozed. */
  readonly resting: number;
  /** On a wall nobody acts. */
  readonly isReadOnly: boolean;
  /** Asks for the permission to notify. */
  readonly onAsk?: () => void;
  /** The last line went away with the focus in it. */
  readonly onEmpty: () => void;
}

/**
 * Stands between the commands and the rows while alerts fire. What is new is announced by the toasts, so this is no live
 * region. Internal.
 *
 * @csspart alerts - the banner
 */
export class AlertBanner extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, alertBannerStyles];

  @property({ attribute: false }) content: BannerContent | null = null;
  /** The line whose times to snooze are offered. */
  @state() private open: string | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { content } = this;
    if (!content || content.lines.length === 0) return nothing;
    const { words, lines, resting, isReadOnly, onAsk } = content;
    return html`<section class="alerts" part="alerts" aria-label=${words.term('alert.region')}>
      <ul>
        ${repeat(
          lines,
          ({ key }) => key,
          (line) =>
            html`<li class=${line.isBreach ? 'breach' : ''}>
              ${icon('warning')}<span class="text">${line.text}</span
              >${isReadOnly ? nothing : this.#actions(line, words)}
            </li>`,
        )}
      </ul>
      ${resting > 0 ? html`<p>${words.term('alert.resting', { count: resting })}</p>` : nothing}
      ${onAsk && !isReadOnly ? html`<button @click=${onAsk}>${words.term('alert.notify')}</button>` : nothing}
    </section>`;
  }

  #actions(line: BannerLine, words: Localization): TemplateResult {
    const { key, text, onShow } = line;
    const isOpen = this.open === key;
    return html`${
        onShow
          ? html`<button
              aria-label=${words.term('alert.about', { action: words.term('alert.show'), alert: text })}
              @click=${onShow}
            >
              ${words.term('alert.show')}
            </button>`
          : nothing
      }<button
        class="acknowledge"
        aria-label=${words.term('alert.about', { action: words.term('alert.acknowledge'), alert: text })}
        @click=${() => this.#act(key, line.onAcknowledge)}
      >
        ${words.term('alert.acknowledge')}</button
      ><button
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-label=${words.term('alert.about', { action: words.term('alert.snooze'), alert: text })}
        @click=${() => (this.open = isOpen ? null : key)}
      >
        ${words.term('alert.snooze')} ${icon(isOpen ? 'up' : 'down')}</button
      >${
        isOpen
          ? html`<span class="snooze" role="group" aria-label=${words.term('alert.snooze')}
              >${SNOOZE_MINUTES.map(
                (minutes) =>
                  html`<button @click=${() => this.#act(key, () => line.onSnooze(minutes))}>
                    ${words.term('duration.minutes', { count: minutes })}
                  </button>`,
              )}</span
            >`
          : nothing
      }`;
  }

  /** The line goes away; the focus goes on to the next one, and after the last one to the rows. */
  #act(key: string, act: () => void): void {
    const place = this.content?.lines.findIndex((line) => line.key === key) ?? 0;
    this.open = null;
    act();
    void this.updateComplete.then(() => {
      const left = [...this.renderRoot.querySelectorAll<HTMLElement>('.acknowledge')];
      const next = left[Math.min(place, left.length - 1)];
      if (next) next.focus();
      else this.content?.onEmpty();
    });
  }
}
