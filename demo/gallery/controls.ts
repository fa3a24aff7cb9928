/** Which control an argument gets, and what is written in it. */
import type { StoryEntry } from './catalogue.js';
import type { Control } from './story.js';

export interface ControlField {
  readonly arg: string;
  readonly label: string;
  readonly description: string;
  readonly kind: Control;
  readonly options: readonly string[];
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export function controlFields(story: StoryEntry): ControlField[] {
  return Object.entries(story.args).map(([arg, value]) => {
    const type = story.argTypes[arg] ?? {};
    const control = typeof type.control === 'object' ? type.control : { type: type.control };
    return {
      arg,
      label: type.name ?? arg,
      description: type.description ?? '',
      kind: control.type ?? (type.options ? 'select' : kindOf(value)),
      options: type.options ?? [],
      min: 'min' in control ? control.min : undefined,
      max: 'max' in control ? control.max : undefined,
    };
  });
}

function kindOf(value: unknown): Control {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'text' : 'object';
}

/** The value of an argument as text, for a field or a link. */
export function writeValue(kind: Control, value: unknown): string {
  if (kind === 'object') return JSON.stringify(value);
  return String(value);
}

/** The value that `text` stands for, or why it stands for none. */
export function readValue(field: ControlField, text: string): { value: unknown } | { problem: string } {
  switch (field.kind) {
    case 'boolean':
      return { value: text === 'true' };
    case 'number': {
      const number = text.trim() === '' ? NaN : Number(text);
      const { min = -Infinity, max = Infinity } = field;
      if (Number.isFinite(number) && number >= min && number <= max) return { value: number };
      const from = Number.isFinite(min) ? ` from ${String(min)}` : '';
      const to = Number.isFinite(max) ? ` to ${String(max)}` : '';
      return { problem: `Not a number${from}${to}` };
    }
    case 'select':
      return field.options.includes(text)
        ? { value: text }
        : { problem: `Not one of ${field.options.join(', ')}` };
    case 'object':
      try {
        return { value: JSON.parse(text) as unknown };
      } catch (error) {
        return { problem: error instanceof Error ? error.message : 'Not JSON' };
      }
    case 'text':
      return { value: text };
  }
}
