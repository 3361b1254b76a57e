/** Bytes that are read of a file at most, whatever kind of file it is: a device may never end. */

/** Far more than anything written by hand; templates, answers and products have limits of their own. */
export const usualLimit = 32 * 1024 * 1024;
/** What runs have written down of themselves: the account of `--state`, the events of `--from`. */
export const recordingLimit = 256 * 1024 * 1024;
