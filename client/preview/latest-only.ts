// Invariant: at most one run at a time; whatever was asked for meanwhile becomes one more run after it, never two.

/** Runs a task again and again, as often as is needed and no more: for answers of which only the newest counts. */
export class LatestOnly {
	private readonly task: () => Promise<void>;
	private isRunning = false;
	private isWanted = false;

	constructor(task: () => Promise<void>) {
		this.task = task;
	}

	/** True while a newer run is waiting: then what the present one finds out is out of date. */
	get isOutdated(): boolean {
		return this.isWanted;
	}

	/** Resolves when a run that started after this call has ended, unless another call came in between. */
	async run(): Promise<void> {
		this.isWanted = true;
		if (this.isRunning) return;
		this.isRunning = true;
		try {
			while (this.isWanted) {
				this.isWanted = false;
				await this.task();
			}
		} finally {
			this.isRunning = false;
		}
	}
}
