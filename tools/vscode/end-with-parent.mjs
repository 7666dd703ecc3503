// Preloaded into a program that must not outlive the one that started it.
// Its standard input is a pipe that nobody writes to: the pipe closes when the starter ends, however it ends.
// Children of the program inherit this preload (and must not be bound by it), hence the test for the parent.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.SERVICESCOPE_PARENT === String(process.ppid)) {
	process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
	process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
	process.stdin.resume();
	process.stdin.unref?.();
}
