/** The elements inside the report, by tag. They are registered together with it. */
import { ActivityLog } from './elements/activity-log/activity-log.js';
import { AssignDialog } from './elements/assign-dialog/assign-dialog.js';
import { CandidateList } from './elements/candidate-list/candidate-list.js';
import { CommandBar } from './elements/command-bar/command-bar.js';
import { ConversationPanel } from './elements/conversation-panel/conversation-panel.js';
import { FilterBar } from './elements/filter-bar/filter-bar.js';
import { ForceCloseDialog } from './elements/force-close-dialog/force-close-dialog.js';
import { ConversationsGrid } from './elements/grid/conversations-grid.js';
import { KpiCards } from './elements/kpi-cards/kpi-cards.js';
import { ReportFooter } from './elements/report-footer/report-footer.js';
import { ReportHeader } from './elements/report-header/report-header.js';
import { ReportState } from './elements/report-state/report-state.js';
import { ToastRegion } from './elements/toast-region/toast-region.js';
import { TransferDialog } from './elements/transfer-dialog/transfer-dialog.js';

export const INNER_ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'ongoing-conversations-activity-log': ActivityLog,
  'ongoing-conversations-assign-dialog': AssignDialog,
  'ongoing-conversations-candidate-list': CandidateList,
  'ongoing-conversations-command-bar': CommandBar,
  'ongoing-conversations-conversation-panel': ConversationPanel,
  'ongoing-conversations-filter-bar': FilterBar,
  'ongoing-conversations-force-close-dialog': ForceCloseDialog,
  'ongoing-conversations-grid': ConversationsGrid,
  'ongoing-conversations-kpi-cards': KpiCards,
  'ongoing-conversations-report-footer': ReportFooter,
  'ongoing-conversations-report-header': ReportHeader,
  'ongoing-conversations-report-state': ReportState,
  'ongoing-conversations-toast-region': ToastRegion,
  'ongoing-conversations-transfer-dialog': TransferDialog,
};

/** Registers `element` as `tag` unless the name is taken; then warns with both versions and goes on. */
export function register(
  tag: string,
  element: CustomElementConstructor & { readonly version?: string },
  version: string,
  registry: CustomElementRegistry,
): void {
  const taken = registry.get(tag) as (CustomElementConstructor & { readonly version?: string }) | undefined;
  if (!taken) registry.define(tag, element);
  else if (taken !== element && taken.version !== undefined) {
    console.warn(`<${tag}> is already defined by version ${taken.version}; version ${version} is not used.`);
  }
}
