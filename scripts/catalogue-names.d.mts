export function testNames(file: string, source: string): { names: string[]; imports: string[] };
export function caseIds(name: string): string[];
