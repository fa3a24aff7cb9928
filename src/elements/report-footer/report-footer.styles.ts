import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .footer {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    align-items: center;
    min-block-size: 37px;
    padding: 4px 20px;
    border-block-start: 1px solid var(--_line);
    background: var(--_background-muted);
    color: var(--_text-muted);
    font-size: 12.5px;
  }
  .counts {
    flex: 1 0 auto;
    max-inline-size: 100%;
  }
  .held {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }
  button.quiet {
    min-block-size: 26px;
    padding-inline: 8px;
    font-weight: 650;
    color: var(--_text);
    background: var(--_background);
    border-color: var(--_line);
  }
  @container (inline-size <= 640px) {
    .footer {
      padding-inline: 16px;
    }
  }
`;
