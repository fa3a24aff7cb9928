/** Controls of a component out of `custom-elements.json`, as Storybook makes them; a story file adds what it knows better. */
import type { PropertyEntry } from './manifest.js';
import type { ArgType, ArgTypes } from './story.js';

export function argTypesOf(properties: readonly PropertyEntry[]): ArgTypes<Record<string, unknown>> {
  return Object.fromEntries(properties.map((property) => [property.name, argTypeOf(property)]));
}

function argTypeOf({ type, description = '', attribute, default: byDefault }: PropertyEntry): ArgType {
  return {
    ...control(type),
    description,
    table: {
      category: attribute === undefined ? 'property' : 'attribute',
      ...(byDefault !== undefined && { defaultValue: { summary: byDefault } }),
    },
  };
}

function control(type: string): Pick<ArgType, 'control' | 'options'> {
  const words = type.split('|').map((word) => word.trim());
  const options = words.flatMap((word): readonly (string | boolean)[] => {
    const literal = /^'(.*)'$/.exec(word)?.[1];
    return literal === undefined ? (word === 'boolean' ? [false, true] : []) : [literal];
  });
  if (type === 'boolean') return { control: 'boolean' };
  if (options.length >= words.length) return { control: 'select', options };
  if (type === 'number') return { control: 'number' };
  if (type === 'string') return { control: 'text' };
  return { control: 'object' };
}
