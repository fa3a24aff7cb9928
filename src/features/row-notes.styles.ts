import { css } from 'lit';

export const rowNotesStyles = css`
  /* The mark stands before the customer, who gives way. */
  .rows .second:has(> .notes:not([hidden])) {
    display: flex;
  }
  .rows .second > .notes {
    order: -1;
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .rows .second > .notes[hidden] {
    display: none;
  }
  .rows .second:has(> .notes:not([hidden])) .clip {
    display: block;
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
  }
  .rows .second:has(> .notes:not([hidden])) > .clip {
    flex: 1 1 0;
  }
  .rows .mark.note {
    flex: 0 1 auto;
    min-inline-size: 0;
    font-weight: 550;
  }
  .mark.note svg {
    flex: none;
  }
  .mark.note.caution {
    color: var(--_open);
  }
  .mark.note.bad {
    color: var(--_danger);
  }
  /* Higher than its line, which has to stay as it is. */
  .note-dismiss {
    flex: none;
    inline-size: 24px;
    min-block-size: 24px;
    margin-block: -4px;
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--_text-muted);
  }
  .rows .attention {
    display: inline-flex;
    justify-content: start;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding: 0 8px;
    border-color: transparent;
    background: transparent;
    font-weight: 400;
  }
  .attention b {
    font-weight: 650;
  }
  .attention span {
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
    color: var(--_text-muted);
  }
  .attention-details {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(420px, calc(100vw - 16px));
    margin: 0;
    padding: 8px 14px 12px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_background);
    color: var(--_text);
    font: var(--_font);
    box-shadow: var(--_shadow);
  }
  .attention-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .attention-details p {
    margin: 0 0 6px;
  }
  .attention-details :is(th, td) {
    padding: 3px 12px 3px 0;
    font-weight: 400;
    text-align: start;
  }
  .attention-details td.number {
    padding-inline-end: 0;
    text-align: end;
  }
  .attention-details tfoot :is(th, td) {
    border-block-start: 1px solid var(--_line);
    font-weight: 650;
  }
  .note-dismiss svg {
    inline-size: 11px;
    block-size: 11px;
  }
`;
