/** Alerts of the host's rules: event, announcement, banner, mark on the row, and what the host opted in to. */
import type { ReactiveController } from 'lit';
import { ClockController } from '../../controllers/clock-controller.js';
import type { Feature, FeatureHost } from '../../controllers/feature.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { AlertBanner, BannerLine } from '../../elements/alert-banner/alert-banner.js';
import type { ToastRegion } from '../../elements/toast-region/toast-region.js';
import { AlertChangeEvent } from '../../alert-events.js';
import type { Localization } from '../../localization/index.js';
import { groupAlerts, type Alert, type AlertRule } from '../../model/alerts.js';
import type { Conversation } from '../../model/conversation.js';
import { addProperties } from '../late-properties.js';
import { rowNotesOf, type NoteSource, type RowNote, type RowNotes } from '../row-notes.js';
import { askForNotifications, canAsk, notify, playSound } from './alert-signals.js';
import { AlertWatch } from './alert-watch.js';
import { groupText, ruleText, valueText } from './alert-words.js';

const TAG = 'ongoing-conversations-alert-banner';
const MINUTE = 60_000;
type Banner = HTMLElement & Pick<AlertBanner, 'content'>;

export const alerts: Feature = (host) => {
  addProperties(host.report, { alertRules: [], alertSound: false, alertNotifications: false });
  new Alerts(host);
};

class Alerts implements NoteSource, ReactiveController {
  readonly #host: FeatureHost;
  readonly #watch: AlertWatch;
  readonly #notes: RowNotes;
  /** The worst alert of each row that is to be marked. */
  #marked: ReadonlyMap<string, Alert> = new Map();
  readonly #made = new WeakMap<Alert, { readonly words: Localization; readonly note: RowNote }>();
  #rules: readonly AlertRule[] = [];
  #banner: Banner | null = null;

  constructor(host: FeatureHost) {
    this.#host = host;
    const { report, engine } = host;
    this.#watch = new AlertWatch(engine.all);
    this.#notes = rowNotesOf(host);
    this.#notes.add(this);
    report.addController(this);
    new ClockController(report, () => this.#look());
    new StreamController(
      report,
      () => engine.wiped$,
      () => this.#tell(this.#watch.clear()),
    );
  }

  get size(): number {
    return this.#marked.size;
  }

  hostUpdated(): void {
    const { alertRules } = this.#host.report;
    if (alertRules !== this.#rules) {
      this.#rules = alertRules;
      this.#tell(this.#watch.setRules(alertRules));
      this.#look();
    }
    this.#showBanner();
  }

  /** Data that are not live change nothing: what fires goes on, and nothing else does. */
  #look(): void {
    const { engine } = this.#host;
    if (this.#rules.length === 0 || !engine.connection.trusted) return;
    const current = (id: string): Conversation | undefined =>
      engine.isOngoing(id) ? engine.conversation(id) : undefined;
    this.#tell(this.#watch.look(engine.serverNow(), current));
  }

  #tell(changes: readonly Alert[]): void {
    for (const change of changes) this.#host.dispatch(new AlertChangeEvent(change));
    const news = changes.filter(({ state }) => state === 'firing');
    if (news.length > 0) this.#signal(news);
    this.#mark();
    this.#showBanner();
  }

  #signal(news: readonly Alert[]): void {
    const { engine, report } = this.#host;
    const words = this.#host.words();
    const groups = groupAlerts(news);
    const texts = groups.map((group) => groupText(group, engine, words));
    const isBreach = news.some(({ rule }) => rule.severity !== 'warning');
    report.renderRoot
      .querySelector<ToastRegion>('ongoing-conversations-toast-region')
      ?.announce(words.list(texts), isBreach ? 'alert' : 'status');
    if (report.alertSound) playSound();
    const withText = report.alertNotifications === 'with-text';
    for (const group of report.alertNotifications === false ? [] : groups)
      notify(words.term('alert.region'), groupText(group, engine, words, withText), group.rule.id);
  }

  // ── On the rows ───────────────────────────────────────────────────────────────────────────────────────────────

  #mark(): void {
    const marked = new Map<string, Alert>();
    for (const alert of this.#watch.board.alerts) {
      const { conversationId, state } = alert;
      if (conversationId === null || state === 'snoozed') continue;
      if (rank(alert) > rank(marked.get(conversationId))) marked.set(conversationId, alert);
    }
    this.#marked = marked;
    this.#notes.paint();
  }

  noteOf(id: string, words: Localization): RowNote | undefined {
    const alert = this.#marked.get(id);
    if (!alert) return undefined;
    let made = this.#made.get(alert);
    if (made?.words !== words) {
      const { rule, value, state } = alert;
      const about = { rule: ruleText(rule), value: valueText(rule, value, words, true) };
      const isNew = state === 'firing';
      const note: RowNote = {
        icon: isNew ? 'warning' : 'check',
        tone: rule.severity === 'warning' ? 'caution' : 'bad',
        text: about.rule,
        description: words.term(isNew ? 'alert.on-row' : 'alert.on-row-acknowledged', about),
      };
      made = { words, note };
      this.#made.set(alert, made);
    }
    return made.note;
  }

  // ── Banner ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Made with the first alert; it stands in the report's box, whose direction and language are its own. */
  #showBanner(): void {
    const { report, engine } = this.#host;
    const all = this.#watch.board.alerts;
    const firing = report.mode === 'strip' ? [] : all.filter(({ state }) => state === 'firing');
    if (!this.#banner && firing.length === 0) return;
    const box = report.renderRoot.querySelector('.report');
    this.#banner ??= document.createElement(TAG) as Banner;
    this.#banner.className = 'alerts';
    this.#banner.setAttribute('exportparts', 'alerts');
    if (!this.#banner.isConnected) box?.append(this.#banner);
    const words = this.#host.words();
    const lines = groupAlerts(firing).map(({ rule, alerts }): BannerLine => {
      const [first] = alerts;
      const id = alerts.length === 1 ? (first?.conversationId ?? null) : null;
      const keys = alerts.map(({ key }) => key);
      return {
        key: keys.length === 1 ? (keys[0] ?? '') : rule.id,
        isBreach: rule.severity !== 'warning',
        text: groupText({ rule, alerts }, engine, words),
        onAcknowledge: () => this.#tell(this.#watch.board.acknowledge(keys)),
        onSnooze: (minutes) =>
          this.#tell(this.#watch.board.snooze(keys, engine.serverNow() + minutes * MINUTE)),
        ...(id !== null &&
          engine.view.rows.indexOf(id) >= 0 && { onShow: () => void report.focusConversation(id) }),
      };
    });
    this.#banner.content = {
      words,
      lines,
      resting: all.length - firing.length,
      isReadOnly: report.mode !== 'full',
      ...(report.alertNotifications !== false && canAsk() && { onAsk: () => this.#ask() }),
      onEmpty: () => report.focus(),
    };
  }

  #ask(): void {
    void askForNotifications().then(() => this.#showBanner());
  }
}

/** Of several alerts of a row the one that is marked. */
function rank(alert: Alert | undefined): number {
  if (!alert) return 0;
  return (alert.state === 'firing' ? 3 : 1) + (alert.rule.severity === 'warning' ? 0 : 1);
}
