/** Which control an argument gets, and what is written in it. */
import type { StoryEntry } from './catalogue.js';
import type { Control } from './story.js';

export interface ControlField {
  readonly arg: string;
  readonly label: string;
  readonly description: string;
  readonly kind: Control;
  readonly options: readonly (string | boolean)[];
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** What the component does without it, as its source writes it. */
  readonly byDefault: string;
  /** False for what the component has and the story leaves alone. */
  readonly isOfStory: boolean;
}

/** Those of the story first, then all others of its component. */
export function controlFields(story: StoryEntry): ControlField[] {
  const own = Object.keys(story.args);
  const others = Object.keys(story.argTypes).filter((arg) => !own.includes(arg));
  return [...own, ...others].flatMap((arg) => {
    const type = story.argTypes[arg] ?? {};
    if (type.control === false) return [];
    const value = story.args[arg];
    const control = typeof type.control === 'object' ? type.control : { type: type.control };
    return {
      arg,
      label: type.name ?? arg,
      description: type.description ?? '',
      kind: control.type ?? (type.options ? 'select' : kindOf(value)),
      options: type.options ?? [],
      min: 'min' in control ? control.min : undefined,
      max: 'max' in control ? control.max : undefined,
      byDefault: type.table?.defaultValue?.summary ?? '',
      isOfStory: own.includes(arg),
    };
  });
}

function kindOf(value: unknown): Control {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'text' : 'object';
}

/** The value of an argument as text, for a field or a link; empty for what is not set. */
export function writeValue(kind: Control, value: unknown): string {
  if (value === undefined) return '';
  return kind !== 'object' && typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that `text` stands for, or why it stands for none. */
export function readValue(field: ControlField, text: string): { value: unknown } | { problem: string } {
  // What the story leaves alone can be left alone again.
  if (text.trim() === '' && !field.isOfStory) return { value: undefined };
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
    case 'select': {
      const value = field.options.find((option) => String(option) === text);
      return value === undefined ? { problem: `Not one of ${field.options.join(', ')}` } : { value };
    }
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
