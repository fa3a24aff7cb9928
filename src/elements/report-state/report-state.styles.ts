import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 0;
    overflow: auto;
    container-type: inline-size;
    background: var(--_background);
  }
  .skeleton {
    --_actions: 52px;
    block-size: 100%;
    overflow: clip;
  }
  .head {
    display: flex;
    align-items: center;
    block-size: 36px;
    padding-inline: 20px;
    border-block-end: 1px solid var(--_line);
    background: var(--_background-muted);
    color: var(--_text-muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
  }
  /* The tracks of the grid as it begins. */
  .row {
    display: grid;
    grid-template-columns:
      44px minmax(150px, 1.6fr) minmax(122px, 0.4fr) minmax(128px, 1fr) minmax(96px, 0.8fr)
      minmax(96px, 1fr) 118px 108px minmax(184px, 0.6fr) var(--_actions);
    align-items: center;
    block-size: var(--_row-height);
    border-block-end: 1px solid var(--_line);
  }
  .compact .row {
    block-size: calc(var(--_row-height) - 8px);
  }
  .row > * {
    padding-inline: 10px;
  }
  i {
    display: block;
    block-size: 10px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    background: var(--_line);
  }
  /* All at once: each animation of its own would take time from loading. */
  .rows {
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .status i {
    inline-size: 70px;
    max-inline-size: 100%;
    block-size: 22px;
    border-radius: 99px;
  }
  .subject i {
    inline-size: 86%;
  }
  :is(.agent, .channel) i {
    inline-size: 72%;
  }
  .row:nth-child(3n) .subject i {
    inline-size: 64%;
  }
  .row:nth-child(2n) :is(.agent, .queue) i {
    inline-size: 56%;
  }
  .select i {
    inline-size: 16px;
    block-size: 16px;
    margin-inline: auto;
    border-radius: 4px;
  }
  .time i {
    inline-size: 38px;
    margin-inline-start: auto;
  }
  .mood i {
    inline-size: 110px;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @container (inline-size >= 1250px) {
    .skeleton {
      --_actions: 158px;
    }
  }
  @container (inline-size < 640px) {
    .head {
      padding-inline: 16px;
    }
    .row {
      grid-template: 26px 26px 26px / 24px 92px 1fr auto;
      gap: 4px 8px;
      align-content: center;
      block-size: 132px;
      padding-inline: 16px;
    }
    .compact .row {
      block-size: 116px;
    }
    .row > * {
      padding: 0;
    }
    .row > :is(.channel, .mood),
    .time + .time {
      display: none;
    }
    .row > .select {
      grid-area: 1 / 1;
    }
    .row > .status {
      grid-area: 1 / 2;
    }
    .row > .queue {
      grid-area: 1 / 3;
    }
    .row > .time {
      grid-area: 1 / 4;
    }
    .row > .subject {
      grid-area: 2 / 1 / auto / -1;
    }
    .row > .agent {
      grid-area: 3 / 1 / auto / span 3;
    }
  }
`;
