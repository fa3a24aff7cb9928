/** The elements that the first rows do without, by tag, their words and more code: one chunk, loaded after them or with a press. */
import { ActivityLog } from './elements/activity-log/activity-log.js';
import { AlertBanner } from './elements/alert-banner/alert-banner.js';
import { AssignDialog } from './elements/assign-dialog/assign-dialog.js';
import { CandidateList } from './elements/candidate-list/candidate-list.js';
import { ConversationPanel } from './elements/conversation-panel/conversation-panel.js';
import { FacetList } from './elements/filter-bar/facet-list.js';
import { ForceCloseDialog } from './elements/force-close-dialog/force-close-dialog.js';
import { KeysHelp } from './elements/keys-help/keys-help.js';
import { ToastRegion } from './elements/toast-region/toast-region.js';
import { ViewManager } from './elements/view-manager/view-manager.js';
import { TransferDialog } from './elements/transfer-dialog/transfer-dialog.js';

export const DEFERRED_ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'ongoing-conversations-activity-log': ActivityLog,
  'ongoing-conversations-alert-banner': AlertBanner,
  'ongoing-conversations-assign-dialog': AssignDialog,
  'ongoing-conversations-candidate-list': CandidateList,
  'ongoing-conversations-conversation-panel': ConversationPanel,
  'ongoing-conversations-facet-list': FacetList,
  'ongoing-conversations-force-close-dialog': ForceCloseDialog,
  'ongoing-conversations-keys-help': KeysHelp,
  'ongoing-conversations-toast-region': ToastRegion,
  'ongoing-conversations-transfer-dialog': TransferDialog,
  'ongoing-conversations-view-manager': ViewManager,
};

export { LATE_CODE } from './late-code.js';
export { enActions } from './localization/en-actions.js';
export { enFeatures } from './localization/en-features.js';
