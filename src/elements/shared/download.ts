/** Hands the report's CSV to the browser as a file named by the time of its data. */
export function downloadCsv(csv: string, asOf: number): void {
  const link = document.createElement('a');
  // The byte order mark makes spreadsheets read UTF-8.
  link.href = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  // Colons are not allowed in file names everywhere.
  link.download = `ongoing-conversations-${new Date(asOf).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
