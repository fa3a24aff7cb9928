/** What the column chooser lists. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ExtraColumn } from '../../context/settings-context.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { DEFAULT_COLUMNS, type ColumnId } from '../../model/view-state.js';
import { COLUMN_CHANGES, ColumnStep, type ColumnChange } from '../shared/column-step.js';
import { description } from '../shared/tooltip.js';
import { columnChoices, toggleColumn, type ColumnChoice } from './column-choice.js';

const SIGNS: Readonly<Record<ColumnChange, string>> = {
  earlier: '↑',
  later: '↓',
  narrower: '−',
  wider: '+',
};

/** What dragging in the head of the grid does, by single presses. */
function steps({ id, label }: ColumnChoice, words: Localization): TemplateResult {
  return html`<span class="steps"
    >${COLUMN_CHANGES.map((change) => {
      const name = words.term(`columns.${change}`, { column: label });
      return html`<button
        class="quiet"
        aria-label=${name}
        data-tooltip=${name}
        @click=${({ currentTarget }: Event) => currentTarget?.dispatchEvent(new ColumnStep(id, change))}
      >
        ${SIGNS[change]}
      </button>`;
    })}</span
  >`;
}

const GROUPINGS = ['queue', 'agent', 'status', 'channel'] as const;

function groupingChoice(engine: ReportEngine, words: Localization): TemplateResult {
  const { grouping } = engine.viewState;
  const onChange = ({ target }: Event): void => {
    const chosen = GROUPINGS.find((each) => each === (target as HTMLSelectElement).value) ?? null;
    engine.setViewState({ grouping: chosen, collapsedGroups: [] });
  };
  return html`<label class="grouping"
    >${words.term('columns.group-by')}
    <select @change=${onChange}>
      <option value="" ?selected=${grouping === null}>${words.term('columns.no-groups')}</option>
      ${GROUPINGS.map(
        (each) =>
          html`<option value=${each} ?selected=${grouping === each}>${words.term(`column.${each}`)}</option>`,
      )}
    </select></label
  >`;
}

export function columnList(
  engine: ReportEngine,
  shown: readonly ColumnId[],
  extra: readonly ExtraColumn[],
  words: Localization,
): TemplateResult {
  const choices = columnChoices(extra, words);
  const subjectStays = words.term('header.subject-stays');
  const box = ({ id, label }: ColumnChoice): TemplateResult => {
    const stays = id === 'subject';
    const onClick = (event: Event): void => {
      if (stays) event.preventDefault();
      else engine.setViewState({ columns: toggleColumn(engine.viewState.columns, id, choices) });
    };
    return html`<div class="column">
      <label data-tooltip=${stays ? subjectStays : nothing}
        ><input
          type="checkbox"
          .checked=${shown.includes(id)}
          aria-disabled=${stays ? 'true' : nothing}
          aria-describedby=${stays ? 'subject-stays' : nothing}
          @click=${onClick}
        />${label}</label
      >${shown.includes(id) ? steps({ id, label }, words) : nothing}
    </div>`;
  };
  return html`
    ${groupingChoice(engine, words)} ${choices.map(box)} ${description('subject-stays', subjectStays)}
    <button class="quiet" @click=${() => engine.setViewState({ columns: DEFAULT_COLUMNS })}>
      ${words.term('header.default-columns')}
    </button>
  `;
}
