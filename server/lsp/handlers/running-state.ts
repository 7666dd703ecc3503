import { type RunningStateParams, runningStateNotification } from '../../protocol.ts';
import type { Session } from '../session.ts';

/** Takes what the client's version control says a file was when it was last committed. */
export function onRunningState({ connection, workspace }: Session, changed: () => void): void {
	connection.onNotification(runningStateNotification, ({ uri, text }: RunningStateParams) => {
		workspace.running.committed(uri, text);
		changed();
	});
}
