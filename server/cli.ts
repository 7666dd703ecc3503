import { main } from './cli/main.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	// `servicescope … | head`: the reader has seen enough.
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

main(
	process.argv.slice(2),
	{
		stdout: (text) => process.stdout.write(text),
		stderr: (text) => process.stderr.write(text),
		colors: process.stdout.isTTY === true && !process.env.NO_COLOR,
	},
	{
		lsp: {
			summary: 'Run the language server for any editor (--stdio)',
			help: {
				usage: 'servicescope lsp --stdio',
				options: [['--stdio', 'speak the protocol over standard input and output']],
			},
			load: async () => (await import('./stdio.ts')).lsp,
		},
	},
).then((status) => {
	process.exitCode = status;
});
