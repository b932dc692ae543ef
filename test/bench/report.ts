import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../stack/progress';
import { repositoryRoot } from '../stack/repositoryRoot';

/** One comparison: two values measured in one run, and their ratio. */
export interface Row {
	name: string;
	value: number;
	/** What `value` is compared with. */
	than: string;
	against: number;
	unit: 'ms' | '/s' | '%' | '';
	ratio: number;
}

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** The results of one run, printed as they come. */
export class Report {
	readonly rows: Row[] = [];

	compare(name: string, value: number, unit: Row['unit'], than: string, against: number): void {
		this.rows.push({ name, value, than, against, unit, ratio: value / against });
		say(`${name}: ${amount(value, unit)}, against ${amount(against, unit)} ${than}`);
	}

	/** On stdout: the table, then one line of JSON. */
	print(): void {
		process.stdout.write(`${this.table()}\n${JSON.stringify({ rows: this.rows })}\n`);
	}

	/** Puts the table into docs/performance.md, between its markers. */
	async write(machine: string): Promise<void> {
		const file = join(repositoryRoot(), 'docs', 'performance.md');
		const text = await readFile(file, 'utf8');
		const [before, rest = ''] = text.split(BEGIN);
		const [, after] = rest.split(END);
		if (after === undefined) throw new Error(`${file} has no ${BEGIN} … ${END}.`);
		const table = `${BEGIN}\n\n${machine}\n\n${this.table()}\n\n${END}`;
		await writeFile(file, `${before}${table}${after}`);
		say(`Wrote the results to ${file}.`);
	}

	private table(): string {
		const lines = this.rows.map(({ name, value, than, against, unit, ratio }) =>
			[name, amount(value, unit), `${amount(against, unit)} ${than}`, rounded(ratio)].join(' | '),
		);
		const head = ['| measured | value | compared with | ratio |', '|---|---:|---|---:|'];
		return [...head, ...lines.map((line) => `| ${line} |`)].join('\n');
	}
}

const amount = (value: number, unit: Row['unit']) =>
	`${rounded(value)}${unit === '/s' ? unit : ` ${unit}`}`.trim();

/** 52,000, 181, 1.7, 0.016. */
function rounded(value: number): string {
	const digits = { maximumFractionDigits: value >= 100 ? 0 : 1 };
	return value.toLocaleString('en', value < 1 ? { maximumSignificantDigits: 2 } : digits);
}
