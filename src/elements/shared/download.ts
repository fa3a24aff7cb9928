/** Hands the report's CSV to the browser as a file named by the time of its data. */
export function downloadCsv(csv: string, asOf: number): void {
  // Colons are not allowed in file names everywhere.
  const name = `ongoing-conversations-${new Date(asOf).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`;
  // The byte order mark makes spreadsheets read UTF-8.
  download(name, `\uFEFF${csv}`, 'text/csv');
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
