import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding: 14px 20px 12px;
  }
  .title {
    flex: 1 0 auto;
    max-inline-size: 100%;
  }
  h2 {
    font-size: 18px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .title .muted {
    font-size: 13px;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    max-inline-size: 100%;
  }
  .pill {
    min-inline-size: 0;
    max-inline-size: min(100%, 420px);
  }
  .pill .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .more {
    display: none;
  }
  .tools .label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .columns {
    inline-size: 250px;
  }
  /* Where there is room, the tools stand in the line; the same buttons are a menu where there is none. */
  @container (inline-size > 640px) {
    .tools {
      display: contents;
    }
  }
  @container (inline-size <= 640px) {
    .header {
      padding-inline: 16px;
    }
    .title {
      flex-basis: 100%;
    }
    .toolbar {
      gap: 8px;
      inline-size: 100%;
    }
    .pill {
      margin-inline-end: auto;
    }
    .more {
      display: inline-flex;
      flex: none;
    }
    .tools > button {
      display: flex;
      justify-content: flex-start;
      inline-size: 100%;
      min-inline-size: 200px;
      padding-inline: 8px;
      border-color: transparent;
    }
    .tools > button .label {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
  @container (inline-size <= 380px) {
    .pause {
      inline-size: 32px;
      padding: 0;
    }
    .pause .label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
