/** Round numbers between two on a log axis: 1, 2 and 5 of every decade, or fewer where there is little room. */
export function logTicks(low: number, high: number, most: number): readonly number[] {
  const ticks = (steps: readonly number[]): number[] => {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
      for (const step of steps) {
        const tick = Number((step * 10 ** power).toPrecision(3));
        if (tick >= low && tick <= high) found.push(tick);
      }
    }
    return found;
  };
  const choices = [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]].map(ticks);
  return choices.find(({ length }) => length <= most && length >= 2) ?? choices.at(-1) ?? [];
}
