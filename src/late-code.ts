/** What elements of the first rows need only after a press, with the focus in it, after a while, or when there are no rows. */
import { keepFocusWhenMoved } from './elements/grid/moved-focus.js';
import { GroupedLines } from './elements/grid/grouped-lines.js';
import { headingTemplate } from './elements/grid/heading-template.js';
import { HeaderTools } from './elements/grid/header-tools.js';
import { headerToolsStyles } from './elements/grid/header-tools.styles.js';
import { RowMenu } from './elements/grid/row-menu.js';
import { runMark, runText } from './elements/grid/run-mark.js';
import { rowNotesStyles } from './features/row-notes.styles.js';
import { runMarkStyles } from './elements/grid/run-mark.styles.js';
import { facetListStyles } from './elements/filter-bar/facet-list.styles.js';
import { viewEntries } from './elements/filter-bar/view-entries.js';
import { Trend } from './elements/kpi-cards/trend.js';
import { columnListStyles } from './elements/report-header/column-list.styles.js';
import { columnList } from './elements/report-header/column-list.js';
import { stateMessageStyles } from './elements/report-state/state-message.styles.js';
import { stateMessage } from './elements/report-state/state-message.js';
import type { LateCode } from './elements/shared/late-code.js';
import { FEATURES } from './features/index.js';
import { Tooltips } from './elements/shared/tooltips.js';
import { css } from 'lit';
import { printStyles } from './report-print.styles.js';
import { sideStyles } from './report-side.styles.js';

export const LATE_CODE: LateCode = {
  GroupedLines,
  HeaderTools,
  RowMenu,
  Tooltips,
  Trend,
  columnList,
  features: FEATURES,
  headingTemplate,
  keepFocusWhenMoved,
  viewEntries,
  runMark,
  runText,
  stateMessage,
  styles: {
    columns: columnListStyles,
    facets: facetListStyles,
    marks: css`
      ${runMarkStyles}${rowNotesStyles}
    `,
    'header-tools': headerToolsStyles,
    message: stateMessageStyles,
    side: css`
      ${sideStyles}${printStyles}
    `,
  },
};
