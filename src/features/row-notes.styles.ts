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
  .note-dismiss svg {
    inline-size: 11px;
    block-size: 11px;
  }
`;
