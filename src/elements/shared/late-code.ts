/** What elements of the first rows need only after a press: it is loaded together with the elements that come later. */
import type { MessageKey } from '../../localization/index.js';
import type { RowMenu } from '../grid/row-menu.js';

export interface LateCode {
  readonly RowMenu: typeof RowMenu;
}

/** As far as it is loaded. */
export const lateCode: Partial<LateCode> = {};

/** Asks the report to load it. A failure is told to the user as one of `what`. */
export class LateCodeRequest extends Event {
  readonly what: MessageKey;
  readonly settled: (isLoaded: boolean) => void;

  constructor(what: MessageKey, settled: (isLoaded: boolean) => void) {
    super('report-code', { bubbles: true, composed: true });
    this.what = what;
    this.settled = settled;
  }
}
