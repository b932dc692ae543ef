/** A reader by RFC 4180 alone, which knows nothing of how the file was written. */
export function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at < text.length) {
		const match = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
		const cell = match?.[0] ?? /^[^,"\r\n]*/.exec(text.slice(at))?.[0] ?? '';
		at += cell.length;
		row.push(match ? (match[1] ?? '').replaceAll('""', '"') : cell);
		if (text[at] === ',') {
			at += 1;
			continue;
		}
		if (text.slice(at, at + 2) !== '\r\n') throw new Error(`No end of line at ${at}`);
		at += 2;
		rows.push(row);
		row = [];
	}
	return rows;
}
