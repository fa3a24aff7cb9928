/** What elements of the first rows need only after a press. */
import { RowMenu } from './elements/grid/row-menu.js';
import type { LateCode } from './elements/shared/late-code.js';

export const LATE_CODE: LateCode = { RowMenu };
