/** Measures how loud a microphone is: root mean square of the last moment, 0 to 1. */
export interface LevelMeter {
	level(): number;
	close(): void;
}

export function createLevelMeter(context: AudioContext, track: MediaStreamTrack): LevelMeter {
	const source = context.createMediaStreamSource(new MediaStream([track]));
	const analyser = context.createAnalyser();
	analyser.fftSize = 1024;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	return {
		level: () => {
			analyser.getFloatTimeDomainData(samples);
			const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
			return Math.sqrt(energy / samples.length);
		},
		close: () => source.disconnect(),
	};
}
