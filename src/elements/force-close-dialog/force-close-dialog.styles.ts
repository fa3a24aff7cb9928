import { css } from 'lit';

export const forceCloseDialogStyles = css`
  .sentence {
    margin-block-start: 8px;
    color: var(--_text);
    font-size: 14px;
  }
  .identity {
    margin-block-start: 2px;
    font-size: 12.5px;
  }
  .affected {
    margin-block-end: 10px;
  }
  .evidence {
    margin-block-start: 12px;
    padding-inline: 13px;
    font-size: 13px;
  }
  .evidence h3 {
    font-size: 13px;
    font-weight: 600;
  }
  .evidence li {
    display: flex;
    gap: 8px;
    margin-block-start: 5px;
    overflow-wrap: anywhere;
  }
  .evidence svg {
    flex: none;
    margin-block-start: 1px;
    color: var(--_text-muted);
  }
  .question {
    display: block;
    margin-block: 12px 4px;
    font-size: 13px;
    font-weight: 560;
  }
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 34px;
    padding: 6px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_background);
  }
  textarea {
    display: block;
    resize: vertical;
  }
`;
