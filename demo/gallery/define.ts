/** Registers the gallery's own elements. They exist in the demo only. */
import { AccessibilityPanel } from './accessibility-panel.js';
import { CodePanel } from './code-panel.js';
import { EventLog } from './event-log.js';
import { StoryControls } from './story-controls.js';
import { StoryGallery } from './story-gallery.js';
import { StoryList } from './story-list.js';
import { StoryPanels } from './story-panels.js';
import { ThemeEditor } from './theme-editor.js';

const ELEMENTS = {
  'story-gallery': StoryGallery,
  'story-list': StoryList,
  'story-controls': StoryControls,
  'story-event-log': EventLog,
  'story-code': CodePanel,
  'story-panels': StoryPanels,
  'story-theme': ThemeEditor,
  'story-accessibility': AccessibilityPanel,
};

export function defineGallery(): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'story-gallery': StoryGallery;
    'story-list': StoryList;
    'story-controls': StoryControls;
    'story-event-log': EventLog;
    'story-code': CodePanel;
    'story-panels': StoryPanels;
    'story-theme': ThemeEditor;
    'story-accessibility': AccessibilityPanel;
  }
}
