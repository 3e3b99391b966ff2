namespace HoldingsLedger.Forms;

/// <summary>
/// US Eastern time, in which EDGAR writes its instants without a zone. The rules are held here (15 U.S.C. 260a as of
/// 1986 and as of 2007; EDGAR began in 1993), so that an answer does not hang on the machine's zone files.
/// </summary>
public static class EasternTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "US Eastern",
        TimeSpan.FromHours(-5),
        "US Eastern",
        "EST",
        "EDT",
        [
            SummerTime(new DateOnly(1987, 1, 1), new DateOnly(2006, 12, 31), (4, 1), (10, 5)),
            SummerTime(new DateOnly(2007, 1, 1), DateOnly.MaxValue, (3, 2), (11, 1)),
        ]);

    /// <summary>
    /// The instant of an Eastern clock reading; the hour that autumn repeats is taken as standard time. The last hours of the
    /// calendar, which lie in the year 10000 elsewhere, are the last instant there is.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var clock = day.ToDateTime(time);
        var offset = Zone.GetUtcOffset(clock);
        return clock > DateTime.MaxValue + offset ? DateTimeOffset.MaxValue : new DateTimeOffset(clock, offset);
    }

    /// <summary>The last second of an Eastern day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => At(day, new TimeOnly(23, 59, 59));

    /// <summary>The Eastern day an instant falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    private static TimeZoneInfo.AdjustmentRule SummerTime(DateOnly first, DateOnly last, (int Month, int Week) begins, (int Month, int Week) ends)
    {
        var twoInTheMorning = new DateTime(1, 1, 1, 2, 0, 0);
        return TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            first.ToDateTime(TimeOnly.MinValue),
            last.ToDateTime(TimeOnly.MinValue),
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoInTheMorning, begins.Month, begins.Week, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoInTheMorning, ends.Month, ends.Week, DayOfWeek.Sunday));
    }
}
