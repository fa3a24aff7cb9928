/** Makes one list of stories out of the story files. */
import { argTypesOf } from './arg-types.js';
import { componentEntry } from './manifest.js';
import type { ArgType, ArgTypes, Meta, Story } from './story.js';

/** A story with everything that its file says for all its stories. */
export interface StoryEntry extends Required<Pick<Story, 'parameters' | 'globals' | 'render'>> {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly argTypes: ArgTypes<Record<string, unknown>>;
  readonly play: Story['play'];
}

/**
 * The module of a story file: `default` is its {@link Meta}, everything else a story. Modules give their exports in the
 * order of the alphabet; Storybook and we read the order from `__namedExportsOrder`.
 */
export type StoryModule = Readonly<Record<string, unknown>>;

export function readStories(modules: readonly StoryModule[]): StoryEntry[] {
  return modules.flatMap((module) => {
    const meta = module['default'] as Meta;
    const names = (module['__namedExportsOrder'] as readonly string[] | undefined) ?? Object.keys(module);
    return names
      .filter((exportName) => exportName !== 'default')
      .map((exportName) => entryOf(meta, exportName, module[exportName] as Story));
  });
}

function entryOf(meta: Meta, exportName: string, story: Story): StoryEntry {
  const render = story.render ?? meta.render;
  const id = `${kebab(meta.title)}--${kebab(exportName)}`;
  if (!render) throw new Error(`The story ${id} has no render().`);
  return {
    id,
    title: meta.title,
    name: story.name ?? words(exportName),
    args: { ...meta.args, ...story.args },
    argTypes: mergeTypes(
      argTypesOf(componentEntry(meta.component)?.properties ?? []),
      meta.argTypes,
      story.argTypes,
    ),
    globals: { ...meta.globals, ...story.globals },
    parameters: { ...meta.parameters, ...story.parameters },
    render,
    play: story.play,
  };
}

/** Later ones add to what the earlier ones say of an argument. */
function mergeTypes(
  ...all: readonly (ArgTypes<Record<string, unknown>> | undefined)[]
): StoryEntry['argTypes'] {
  const merged: Record<string, ArgType> = {};
  for (const [arg, type] of all.flatMap((types) => Object.entries(types ?? {})))
    merged[arg] = { ...merged[arg], ...type };
  return merged;
}

/** `TenThousandRows` → `Ten thousand rows` */
const words = (exportName: string): string => {
  const spaced = exportName.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const kebab = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
