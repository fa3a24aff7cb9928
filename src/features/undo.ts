/** Undoing what was confirmed and not sent yet: by the button on its row, and the newest decision by `U`. */
import type { ReactiveController } from 'lit';
import type { Feature, FeatureHost } from '../controllers/feature.js';
import { ReportKeys } from '../controllers/report-keys.js';
import { UndoRequest } from '../elements/shared/undo-request.js';

class UndoRequests implements ReactiveController {
  readonly #host: FeatureHost;

  constructor(host: FeatureHost) {
    this.#host = host;
    host.report.addController(this);
  }

  hostConnected(): void {
    this.#host.report.renderRoot.addEventListener('report-undo', this.#onRequest);
  }

  hostDisconnected(): void {
    this.#host.report.renderRoot.removeEventListener('report-undo', this.#onRequest);
  }

  readonly #onRequest = (event: Event): void => {
    if (!(event instanceof UndoRequest)) return;
    // It is the report's own business, and no one's around it.
    event.stopPropagation();
    this.#host.engine.undo(event.requestId);
  };
}

export const undo: Feature = (host) => {
  new UndoRequests(host);
  new ReportKeys(host.report, {
    isEnabled: () => host.report.policy.shortcuts !== false,
    actions: { u: () => host.engine.undo() },
  });
};
