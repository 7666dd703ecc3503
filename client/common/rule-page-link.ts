// Invariant: links and the provider of rules' pages agree on the scheme.

export const rulePageScheme = 'servicescope-rule';

/**
 * The link of a diagnostic's code; RULE stands for the rule's id. VS Code follows no command links there, but opens any
 * document.
 */
export const rulePages = `${rulePageScheme}:/RULE.md`;
