/** Views of one's own: kept, named in the menu of views, managed in a dialog, given in a link. */
import type { ReactiveController } from 'lit';
import type { Feature, FeatureHost } from '../controllers/feature.js';
import type { ToastRegion } from '../elements/toast-region/toast-region.js';
import type { ViewManager } from '../elements/view-manager/view-manager.js';
import { DEFAULT_VIEW, type ViewState } from '../model/view-state.js';
import { isShown, keptView, shownView, type ViewStorage } from '../model/stored-views.js';
import { linkedView } from '../elements/view-manager/view-link.js';
import { MANAGE_VIEWS } from '../elements/filter-bar/manage-request.js';
import { OwnViews, provideOwnViews } from '../elements/shared/own-views.js';
import { browserStorage, isAboutViews } from '../elements/shared/view-storage.js';

const MANAGER = 'ongoing-conversations-view-manager';
type Manager = HTMLElement & Pick<ViewManager, 'showModal' | 'requestUpdate' | 'isLinkable'>;

/** Those that are kept in the browser, where another tab may change them: one listener for all reports of the page. */
const inBrowser = new Set<OwnViews>();

function onStorage(event: StorageEvent): void {
  if (isAboutViews(event)) for (const views of inBrowser) void views.load();
}

function followOtherTabs(views: OwnViews, isWanted: boolean): void {
  if (isWanted) inBrowser.add(views);
  else inBrowser.delete(views);
  // The same listener is never added twice.
  if (inBrowser.size > 0) addEventListener('storage', onStorage);
  else removeEventListener('storage', onStorage);
}

class ViewsOfReport implements ReactiveController {
  readonly #host: FeatureHost;
  readonly #views: OwnViews;
  /** Where views are kept, as last asked. */
  #storage: ViewStorage | null = null;
  #hasBegun = false;
  #isTold = false;

  constructor(host: FeatureHost) {
    this.#host = host;
    const { report, engine } = host;
    this.#views = new OwnViews({
      storage: () => this.#place,
      changed: () => this.#update(),
      failed: (error) => this.#tell(error),
    });
    provideOwnViews(engine, this.#views);
    report.addController(this);
  }

  hostConnected(): void {
    this.#host.report.renderRoot.addEventListener(MANAGE_VIEWS, this.#onManage);
    this.#read();
  }

  hostUpdated(): void {
    if (this.#storage !== this.#place) this.#read();
  }

  hostDisconnected(): void {
    followOtherTabs(this.#views, false);
    this.#views.unfollow();
    this.#host.report.renderRoot.removeEventListener(MANAGE_VIEWS, this.#onManage);
  }

  get #place(): ViewStorage | null {
    const { viewStorage } = this.#host.report;
    return viewStorage === undefined ? browserStorage : viewStorage;
  }

  #read(): void {
    this.#storage = this.#place;
    this.#views.unfollow();
    this.#views.follow();
    followOtherTabs(this.#views, this.#storage === browserStorage);
    void this.#views.load().then(() => this.#begin());
  }

  /** Once: the view of the link, else the one that is to be shown first. Whoever has set or changed the view keeps it. */
  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const { report, engine } = this.#host;
    const { views, defaultId } = this.#views.stored;
    const linked = report.viewInUrl ? linkedView(location.hash) : null;
    const first = linked ?? views.find(({ id }) => id === defaultId)?.view;
    if (first && isUntouched(engine.viewState) && !engine.view.held) engine.setViewState(shownView(first));
  }

  #update(): void {
    const root = this.#host.report.renderRoot;
    root.querySelector<Manager>('ongoing-conversations-filter-bar')?.requestUpdate();
    root.querySelector<Manager>(MANAGER)?.requestUpdate();
  }

  /** Once for the user; for the host each time. */
  #tell(error: unknown): void {
    const { report, engine, words } = this.#host;
    engine.reportProblem('views', error);
    if (this.#isTold) return;
    this.#isTold = true;
    const toasts = report.renderRoot.querySelector<ToastRegion>('ongoing-conversations-toast-region');
    toasts?.show(words().term('views.not-kept'));
  }

  readonly #onManage = (event: Event): void => {
    event.stopPropagation();
    // In the report's box, whose direction and language are its own.
    const box = this.#host.report.renderRoot.querySelector('.report');
    const manager = box?.querySelector<Manager>(MANAGER) ?? (document.createElement(MANAGER) as Manager);
    manager.setAttribute('exportparts', 'dialog, dialog-title, dialog-body, dialog-footer');
    manager.isLinkable = this.#host.report.viewInUrl;
    if (!manager.isConnected) box?.append(manager);
    void manager.showModal();
  };
}

/** The height of rows is the host's, by attribute. */
function isUntouched(state: ViewState): boolean {
  const usual = { id: '', name: '', view: { ...keptView(DEFAULT_VIEW), density: state.density } };
  return state.search === '' && isShown(usual, state);
}

export const views: Feature = (host) => {
  new ViewsOfReport(host);
};
