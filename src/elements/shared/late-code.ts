/** What elements of the first rows need only after a press: it is loaded together with the elements that come later. */
import type { MessageKey } from '../../localization/index.js';
import type { CSSResult, LitElement, ReactiveController } from 'lit';
import type { keepFocusWhenMoved } from '../grid/moved-focus.js';
import type { GroupedLines } from '../grid/grouped-lines.js';
import type { headingTemplate } from '../grid/heading-template.js';
import type { HeaderTools } from '../grid/header-tools.js';
import type { RowMenu } from '../grid/row-menu.js';
import type { runMark, runText } from '../grid/run-mark.js';
import type { Trend } from '../kpi-cards/trend.js';
import type { columnList } from '../report-header/column-list.js';
import type { stateMessage } from '../report-state/state-message.js';
import type { Feature } from '../../controllers/feature.js';
import type { viewEntries } from '../filter-bar/view-entries.js';
import type { Tooltips } from './tooltips.js';

export interface LateCode {
  readonly GroupedLines: typeof GroupedLines;
  readonly HeaderTools: typeof HeaderTools;
  readonly RowMenu: typeof RowMenu;
  readonly Tooltips: typeof Tooltips;
  readonly Trend: typeof Trend;
  readonly columnList: typeof columnList;
  readonly features: readonly Feature[];
  readonly headingTemplate: typeof headingTemplate;
  readonly keepFocusWhenMoved: typeof keepFocusWhenMoved;
  readonly viewEntries: typeof viewEntries;
  readonly runMark: typeof runMark;
  readonly runText: typeof runText;
  readonly stateMessage: typeof stateMessage;
  readonly styles: Readonly<
    Record<'columns' | 'facets' | 'marks' | 'message' | 'header-tools' | 'side', CSSResult>
  >;
}

/** As far as it is loaded. */
export const lateCode: Partial<LateCode> = {};

const waiting = new Set<() => void>();

/** Calls `begin` when it is there, which may be now. */
export function whenCodeComes(begin: () => void): void {
  if (lateCode.Tooltips) begin();
  else waiting.add(begin);
}

export function forgetCode(begin: () => void): void {
  waiting.delete(begin);
}

export function addLateCode(code: LateCode): void {
  Object.assign(lateCode, code);
  for (const begin of waiting) begin();
  waiting.clear();
}

/** Begins, once for each element that is in the page, when the code is there. */
export class LateStart implements ReactiveController {
  readonly #begin: (code: LateCode) => void;
  #hasBegun = false;

  constructor(host: LitElement, begin: (code: LateCode) => void) {
    this.#begin = begin;
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.#hasBegun) whenCodeComes(this.#start);
  }

  hostDisconnected(): void {
    forgetCode(this.#start);
  }

  readonly #start = (): void => {
    this.#hasBegun = true;
    this.#begin(lateCode as LateCode);
  };
}

/** Gives an element the styles of what it shows only with late code. */
export class LateStyles implements ReactiveController {
  readonly #host: LitElement;
  readonly #name: keyof LateCode['styles'];

  constructor(host: LitElement, name: keyof LateCode['styles']) {
    this.#host = host;
    this.#name = name;
    host.addController(this);
  }

  hostConnected(): void {
    whenCodeComes(this.#adopt);
  }

  hostDisconnected(): void {
    forgetCode(this.#adopt);
  }

  readonly #adopt = (): void => {
    const sheet = lateCode.styles?.[this.#name].styleSheet;
    const { adoptedStyleSheets } = this.#host.renderRoot as ShadowRoot;
    // A document takes only sheets that were made in it: adopted by another one, an element does without.
    if (sheet && this.#host.ownerDocument === document && !adoptedStyleSheets.includes(sheet))
      adoptedStyleSheets.push(sheet);
  };
}

/** Asks the report to load it. A failure is told to the user as one of `what`. */
export class LateCodeRequest extends Event {
  readonly what: MessageKey;
  readonly settled: (isLoaded: boolean) => void;

  constructor(what: MessageKey, settled: (isLoaded: boolean) => void) {
    super('report-code', { bubbles: true, composed: true });
    this.what = what;
    this.settled = settled;
  }
}
