import type { OngoingConversationsReport } from 'ongoing-conversations-report';
import 'ongoing-conversations-report/define';
import { crm } from '../shared/crm';
import type { IInputs, IOutputs } from './generated/ManifestTypes';

export class OngoingConversationsControl implements ComponentFramework.StandardControl<IInputs, IOutputs> {
  #report: OngoingConversationsReport | null = null;
  #settled = '';

  init(
    context: ComponentFramework.Context<IInputs>,
    notifyOutputChanged: () => void,
    _state: ComponentFramework.Dictionary,
    container: HTMLDivElement,
  ) {
    context.mode.trackContainerResize(true);
    const report = document.createElement('ongoing-conversations-report');
    report.policy = { undoSeconds: 0, bulkLimit: 5 };
    report.addEventListener('conversationtransfer', (event) =>
      event.respondWith(crm.transfer(event.conversations, event.target)),
    );
    report.addEventListener('actionsettled', ({ action, outcomes }) => {
      this.#settled = `${action}: ${outcomes.map(({ status }) => status).join(', ')}`;
      notifyOutputChanged();
    });
    container.append(report);
    this.#report = report;
  }

  updateView({ parameters, mode, userSettings }: ComponentFramework.Context<IInputs>) {
    if (!this.#report) return;
    this.#report.src = parameters.source.raw ?? '';
    this.#report.dir = userSettings.isRTL ? 'rtl' : 'ltr';
    // A control that a form shows read only acts on nothing.
    this.#report.mode = mode.isControlDisabled ? 'wallboard' : 'full';
    const height = mode.allocatedHeight;
    this.#report.style.height = height > 0 ? `${height}px` : '600px';
  }

  getOutputs(): IOutputs {
    return { settled: this.#settled };
  }

  destroy() {
    this.#report?.remove();
    this.#report = null;
  }
}
