/** The event by which the menu of views asks the report for the dialog of one's own. */
export const MANAGE_VIEWS = 'report-manage-views';
