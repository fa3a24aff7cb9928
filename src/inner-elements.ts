/** The elements inside the report, by tag, that its first rows need. They are registered together with it. */
import { CommandBar } from './elements/command-bar/command-bar.js';
import { FilterBar } from './elements/filter-bar/filter-bar.js';
import { ConversationsGrid } from './elements/grid/conversations-grid.js';
import { KpiCards } from './elements/kpi-cards/kpi-cards.js';
import { ReportFooter } from './elements/report-footer/report-footer.js';
import { ReportHeader } from './elements/report-header/report-header.js';
import { ReportState } from './elements/report-state/report-state.js';

export const INNER_ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'ongoing-conversations-command-bar': CommandBar,
  'ongoing-conversations-filter-bar': FilterBar,
  'ongoing-conversations-grid': ConversationsGrid,
  'ongoing-conversations-kpi-cards': KpiCards,
  'ongoing-conversations-report-footer': ReportFooter,
  'ongoing-conversations-report-header': ReportHeader,
  'ongoing-conversations-report-state': ReportState,
};
