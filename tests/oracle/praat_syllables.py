"""The syllable-nuclei method on Praat's own intensity and pitch, for comparison only.

Development only; needs `pip install praat-parselmouth` in a virtual environment. Written from the
published description (de Jong & Wempe 2009, Behavior Research Methods 41: peaks of intensity above
the 99th percentile - 25 dB, with a dip of at least 2 dB before the next peak, voiced; pauses of at
least 0.3 s), with the published defaults. The hesitation rule is a plain one on Praat's pitch and
formants: a syllable of at least 0.2 s whose pitch and first two formants stay still.

    python praat_syllables.py WAV...      one line of JSON for every file
"""

import json
import math
import sys

import parselmouth
from parselmouth.praat import call

SILENCE_DB = -25.0
DIP_DB = 2.0
PAUSE_S = 0.3


def maxima(values):
    """Indices of local maxima."""
    return [i for i in range(1, len(values) - 1) if values[i - 1] < values[i] >= values[i + 1]]


def measure(path):
    sound = parselmouth.Sound(path)
    seconds = sound.get_total_duration()
    intensity = sound.to_intensity(minimum_pitch=50.0, subtract_mean=True)
    levels = [float(v) for v in intensity.values[0]]
    times = [float(x) for x in intensity.xs()]
    top = call(intensity, "Get quantile", 0, 0, 0.99)
    highest, lowest = max(levels), min(levels)
    threshold = max(top + SILENCE_DB, lowest)
    relative = SILENCE_DB - (highest - top)

    grid = call(intensity, "To TextGrid (silences)", relative, PAUSE_S, 0.1, "silent", "sounding")
    pauses, sounding = [], []
    for i in range(1, call(grid, "Get number of intervals", 1) + 1):
        span = [call(grid, "Get start time of interval", 1, i), call(grid, "Get end time of interval", 1, i)]
        label = call(grid, "Get label of interval", 1, i)
        (pauses if label == "silent" else sounding).append(span)

    pitch = sound.to_pitch_ac(0.02, 30.0, 4, False, 0.03, 0.25, 0.01, 0.35, 0.25, 450.0)
    peaks = [i for i in maxima(levels) if levels[i] > threshold]
    nuclei = []
    for here, after in zip(peaks, peaks[1:] + [None]):
        between = levels[here : after + 1] if after is not None else levels[here:]
        if levels[here] - min(between) < DIP_DB:
            continue
        value = call(pitch, "Get value at time", times[here], "Hertz", "Linear")
        inside = any(a <= times[here] <= b for a, b in sounding)
        if inside and not math.isnan(value):
            nuclei.append(here)

    formants = sound.to_formant_burg(0.01, 5, 5500.0, 0.025, 50.0)
    hesitations = []
    for peak in nuclei:
        left = right = peak
        while left > 0 and levels[left - 1] > levels[peak] - 6.0 and times[peak] - times[left] < 1.0:
            left -= 1
        while right < len(levels) - 1 and levels[right + 1] > levels[peak] - 6.0 and times[right] - times[peak] < 1.0:
            right += 1
        if times[right] - times[left] < 0.2:
            continue
        steps = [times[left] + 0.01 * k for k in range(int((times[right] - times[left]) / 0.01) + 1)]
        f0 = [v for v in (pitch.get_value_at_time(t) for t in steps) if not math.isnan(v)]
        if len(f0) < 0.8 * len(steps):
            continue
        if 12 * math.log2(max(f0) / min(f0)) > 3.0:
            continue
        still = True
        for number in (1, 2):
            track = [v for v in (formants.get_value_at_time(number, t) for t in steps) if not math.isnan(v)]
            mean = sum(track) / max(1, len(track))
            spread = math.sqrt(sum((v - mean) ** 2 for v in track) / max(1, len(track)))
            still = still and bool(track) and spread < 0.15 * mean
        if still:
            hesitations.append([times[left], times[right]])

    return {
        "file": path.replace("\\", "/").rsplit("/", 1)[-1],
        "seconds": seconds,
        "syllables": len(nuclei),
        "pauses": pauses,
        "hesitations": hesitations,
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(measure(name)), flush=True)
