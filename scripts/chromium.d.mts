export const isRoot: boolean;
export const chromiumArguments: readonly string[];
export function ensureChromium(): string;
