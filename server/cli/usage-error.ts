/** What ends a command with status 2: one line that says what is wrong and what to do. */
export class UsageError extends Error {}
