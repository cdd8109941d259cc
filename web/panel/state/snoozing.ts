/** That hour of the day after, by the agent's own clock: a day with a change of clocks is not 24 hours long. */
export function tomorrowAt(hour: number, now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(hour, 0, 0, 0);
}
