import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
/** In /proc/<pid>/stat behind the name: time in the program and in the kernel for it. */
const USER_TIME = 11;
const KERNEL_TIME = 12;

/** How much of one processor a process uses over so many seconds, all its threads together; in per cent. */
export async function processorShare(pid: number, seconds: number): Promise<number> {
	const [before, startedAt] = [await usedSeconds(pid), performance.now()];
	await delay(seconds * 1000);
	const passed = (performance.now() - startedAt) / 1000;
	return (((await usedSeconds(pid)) - before) / passed) * 100;
}

async function usedSeconds(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[USER_TIME]) + Number(fields[KERNEL_TIME])) / TICKS_PER_SECOND;
}
