/** Under 640 px a row is a card: the same cells, roles and names in four lines of one height. */
import { css } from 'lit';

export const cardStyles = css`
  @container grid (inline-size < 640px) {
    /* As high as a card, so its words go with those below. */
    .rows .group .cell {
      align-items: end;
      block-size: 92%;
    }
    .viewport.viewport {
      --_height: calc(132px + var(--_extra-lines, 0) * 22px);
      overflow-x: hidden;
    }
    .viewport.compact {
      --_height: calc(116px + var(--_extra-lines, 0) * 20px);
    }
    .grid {
      min-inline-size: 0;
    }
    .rows .row {
      display: flex;
      flex-wrap: wrap;
      align-content: center;
      gap: 0 8px;
      padding-inline: 16px;
      overflow: clip;
    }
    .rows .cell {
      flex: none;
      block-size: 26px;
      padding: 0;
      max-inline-size: 100%;
    }
    .compact .rows .cell {
      block-size: 22px;
    }
    .rows .select {
      order: 1;
      inline-size: 24px;
      justify-content: start;
    }
    .rows .cell-status {
      order: 2;
      max-inline-size: 52%;
    }
    .rows .pill.awaiting {
      white-space: nowrap;
    }
    .rows .cell-queue {
      order: 3;
      flex: 1 1 0;
      color: var(--_text-muted);
      font-size: 12.5px;
    }
    .rows .cell-wait {
      order: 4;
      margin-inline-start: auto;
      font-size: 15px;
    }
    .rows .actions {
      order: 5;
      inline-size: 32px;
      margin-inline-end: -6px;
    }
    .rows .cell-queue ~ .cell-wait {
      margin-inline-start: 0;
    }
    .rows .row > .actions:nth-child(2) {
      margin-inline-start: auto;
    }
    .rows .cell-subject {
      order: 6;
      flex: 1 0 100%;
      block-size: 50px;
    }
    .compact .rows .cell-subject {
      block-size: 42px;
    }
    .cell-subject .two {
      gap: 4px;
    }
    /* The customer leaves room for the sentiment at the end of the same line. */
    .cell-subject .second {
      max-inline-size: calc(100% - 166px);
    }
    .rows .cell-sentiment {
      position: absolute;
      inset-inline-end: 16px;
      inset-block-start: 62px;
      max-inline-size: 158px;
    }
    .compact .rows .cell-sentiment {
      inset-block-start: 55px;
    }
    .rows .cell-agent {
      order: 7;
      flex: 1.3 1 0;
    }
    .rows .cell-channel {
      order: 8;
      flex: 1 1 0;
      color: var(--_text-muted);
      font-size: 12.5px;
    }
    .rows .cell-handle {
      order: 9;
      margin-inline-start: auto;
      color: var(--_text-muted);
      font-size: 12.5px;
    }
    .rows .avatar {
      inline-size: 22px;
      block-size: 22px;
      font-size: 10px;
    }
    .rows
      :is(
        .cell-customer,
        .cell-workstream,
        .cell-priority,
        .cell-skills,
        .cell-direction,
        .cell-transfers,
        .cell-extra
      ),
    .rows :is(.cell-started-on, .cell-time-in-status, .cell-last-customer-message, .cell-monitored-by) {
      order: 10;
      flex: 1 0 100%;
      block-size: 22px;
      justify-content: start;
      font-size: 12.5px;
    }
    .rows .cell:not(.cell-wait) > .label {
      display: inline;
      flex: none;
      color: var(--_text-muted);
    }

    /* The header is a strip of its buttons: rows can still be ordered and selected. */
    .header {
      display: flex;
      align-items: center;
      padding-inline: 16px;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .header .cell {
      flex: none;
      padding-inline: 0 6px;
    }
    .header .select {
      inline-size: 30px;
      justify-content: start;
    }
    .header .sort {
      margin-inline: 0;
    }
    .header .actions {
      min-inline-size: 1px;
    }
  }
`;
