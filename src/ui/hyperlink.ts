/** Terminals that are known to make a link of OSC 8; others may print it as it stands. */
const KNOWN = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'rio']);

/** Whether the terminal is one of those; VTE does since 0.50. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
export const takesLinks = ({ TERM_PROGRAM = '', TERM = '', VTE_VERSION = '', WT_SESSION, KITTY_WINDOW_ID }: NodeJS.ProcessEnv): boolean =>
  KNOWN.has(TERM_PROGRAM) ||
  (WT_SESSION ?? KITTY_WINDOW_ID ?? '') !== '' ||
  /^(?:xterm-kitty|alacritty|foot)/.test(TERM) ||
  Number(VTE_VERSION) >= 5000;

/** A text that leads to an address when it is clicked. */
export const hyperlink = (text: string, url: string): string => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`;
