/** What a host sets on the report by attribute or property. What the report does with it stands in the element itself. */
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { ExtraColumn } from './context/settings-context.js';
import type { DataSource, TokenProvider } from './data-source/data-source.js';
import type { MessageOverrides } from './localization/index.js';
import type { ActionPermissions } from './model/actions.js';
import type { AlertRule } from './model/alerts.js';
import type { AttentionOptions } from './model/attention.js';
import type { Named } from './model/conversation.js';
import type { Policy } from './model/policy.js';
import type { StuckLimits } from './model/stuck.js';
import { DEFAULT_THRESHOLDS, type Thresholds } from './model/thresholds.js';
import type { ViewStorage } from './model/stored-views.js';
import type { Density } from './model/view-state.js';

export type ReportMode = 'full' | 'wallboard' | 'strip';

export class ReportProperties extends LitElement {
  /**
   * Where the conversations come from: `ws:`/`wss:` a WebSocket, `http:`/`https:` polling, `mock:` the built-in
   * simulation (`mock:?seed=7&conversations=200&rate=20`). Relative to the page.
   */
  @property() src = '';
  /** A data source; wins over `src`. Without either, one that an ancestor provides by context. */
  @property({ attribute: false }) dataSource: DataSource | null = null;
  /** Gives a token for the source's origin; it goes into the first message, never into a URL, a log or storage. */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined = undefined;
  /** Only conversations started in the last so many hours. Default 24. */
  @property({ attribute: 'window-hours', type: Number, useDefault: true }) windowHours = 24;
  /** Ids of the queues to show, in the attribute separated by spaces. Empty: all that the source gives. */
  @property({ converter: { fromAttribute: (value) => (value ?? '').split(/\s+/).filter(Boolean) } })
  queues: readonly string[] = [];
  /** IANA name of the time zone in which times are shown. Default: the browser's. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** BCP 47 tag of the language. Default: that of the nearest ancestor, else the browser's. */
  @property({ reflect: true, useDefault: true }) override lang = '';
  /** Direction of the layout. Default: inherited, else that of the language. */
  @property({ reflect: true, useDefault: true }) override dir = '';
  /** What the user may do: `true`, `false` or a reason, each. The stricter of this and the source's word wins. */
  @property({ attribute: false }) permissions: ActionPermissions = {};
  /** What the host decides for its supervisors. */
  @property({ attribute: false }) policy: Policy = {};
  /** Limits on wait and handle time in ms, global and per queue. Default: wait 5 and 10 minutes. */
  @property({ attribute: false }) thresholds: Thresholds = DEFAULT_THRESHOLDS;
  /** Who the user is, when the source does not say: nobody monitors a conversation of their own. */
  @property({ attribute: false }) supervisor: Named | null = null;
  /** Columns that the host adds; the view names them by id. */
  @property({ attribute: false }) columns: readonly ExtraColumn[] = [];
  /** Overrides any message by its key. */
  @property({ attribute: false }) messages: MessageOverrides = {};
  /** Nothing that is shown changes but its clock; what waits is counted. */
  @property({ type: Boolean, reflect: true }) paused = false;
  /** Height of the rows: `comfortable` (default) or `compact`. */
  @property({ reflect: true, useDefault: true }) density: Density = 'comfortable';
  /**
   * Each so many seconds a screen reader is told in one sentence which figures have changed; less than 15 counts as 15.
   * Default 0: never.
   */
  @property({ attribute: 'summary-seconds', type: Number }) summarySeconds = 0;
  /**
   * Where views of the user's own are kept. Default: the browser's `localStorage`, for all reports of the origin. Null:
   * nowhere, they last as long as the element.
   */
  @property({ attribute: false }) viewStorage: ViewStorage | null | undefined = undefined;
  /** The first view is read from the fragment of the page's address, as *Copy link* writes it. */
  @property({ attribute: 'view-in-url', type: Boolean }) viewInUrl = false;
  /**
   * When a conversation looks stuck: so many times the usual without an event, its agent offline, a long wrap-up, a wait
   * with nobody online. Default `{}`, which is the default of each limit; `null` switches it off. Read after the first rows.
   */
  declare stuckLimits: StuckLimits | null;
  /**
   * Rules on a conversation, each queue or all, each with two thresholds and how long a value has to be bad. Default: none.
   * Read after the first rows.
   */
  declare alertRules: readonly AlertRule[];
  /** Plays two short tones when an alert fires, as far as the browser lets it. Default false. */
  declare alertSound: boolean;
  /**
   * Shows alerts on the desktop, once the user has agreed by a press in the banner; without anything that a customer wrote
   * unless it is `with-text`. Default false.
   */
  declare alertNotifications: boolean | 'with-text';
  /**
   * Offers the column *Needs you* (id `attention`), which it adds to `columns`: a score of each conversation, by terms whose
   * weights and targets can be set; `{}` takes the default ones. Default `null`: no such column. Read after the first rows.
   */
  declare attention: AttentionOptions | null;
  /** `full` (default), `wallboard` (no actions) or `strip` (cards only). */
  @property({ reflect: true, useDefault: true }) mode: ReportMode = 'full';
}
