// The four kinds of colour theme that VS Code knows, by the theme that stands for each.

export const themes = {
	light: 'Light 2026',
	dark: 'Dark 2026',
	'high-contrast-light': 'Default High Contrast Light',
	'high-contrast-dark': 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

/** The class that VS Code puts on its workbench, and on the body of webviews with the prefix `vscode-`. */
export const themeClasses: Readonly<Record<Theme, string>> = {
	light: 'vs',
	dark: 'vs-dark',
	'high-contrast-light': 'hc-light',
	'high-contrast-dark': 'hc-black',
};
