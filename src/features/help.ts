/** The list of keys, by `?`. It is made when it is first asked for. */
import type { Feature } from '../controllers/feature.js';
import { ReportKeys } from '../controllers/report-keys.js';
import type { KeysHelp } from '../elements/keys-help/keys-help.js';

const TAG = 'ongoing-conversations-keys-help';
type Help = HTMLElement & Pick<KeysHelp, 'showModal'>;

export const help: Feature = ({ report }) => {
  const show = (): void => {
    // In the report's box, whose direction and language are its own.
    const box = report.renderRoot.querySelector('.report');
    const dialog = box?.querySelector<Help>(TAG) ?? (document.createElement(TAG) as Help);
    dialog.setAttribute('exportparts', 'dialog, dialog-title, dialog-body');
    if (!dialog.isConnected) box?.append(dialog);
    void dialog.showModal();
  };
  new ReportKeys(report, { isEnabled: () => report.policy.shortcuts !== false, actions: { '?': show } });
};
