using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Spectre.Console;

namespace HoldingsLedger.Amendments;

/// <summary>Audits as pages for people: original and amended side by side, what differs marked, and what became of positions.</summary>
internal static class AuditPage
{
    private static readonly Style Differs = new(decoration: Decoration.Bold);

    /// <summary>EDGAR takes 2,000 characters of remarks; a page wants the gist.</summary>
    private const int LongestText = 600;

    /// <summary>A way of owning may be a whole footnote.</summary>
    private const int LongestName = 120;

    /// <summary>Below this many columns a table of positions would break its numbers and dates.</summary>
    private const int RoomForPositions = 90;

    public static void Print(AuditAnswer answer, IAnsiConsole console)
    {
        for (var i = 0; i < answer.Audits.Count; i++)
        {
            if (i > 0) console.WriteLine();
            Print(answer.Audits[i], console);
        }
    }

    public static void Print(AuditSummary summary, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn("", c => c.RightAligned());
        foreach (var (what, count) in (ReadOnlySpan<(string, int)>)
        [
            ("amendments", summary.Amendments), ("linked to their original", summary.Linked), ("ambiguous", summary.Ambiguous), ("original not held", summary.OriginalNotHeld),
            ("restatements", summary.Restatements), ("partial", summary.Partial),
            ("lines unchanged", summary.LinesUnchanged), ("lines corrected", summary.LinesCorrected), ("lines added", summary.LinesAdded), ("lines withdrawn", summary.LinesWithdrawn), ("lines not restated", summary.LinesNotRestated),
        ])
        {
            table.AddRow(new Text(what), new Text(Whole(count)));
        }

        foreach (var field in summary.Fields) table.AddRow(new Text($"corrected: {LineDifference.WordsOf(field.Field)}"), new Text(Whole(field.Count)));
        console.Write(table);
        if (summary.Days is { } days) console.WriteLine($"Days from original to amendment: {Whole(days.Least)} to {Whole(days.Most)}, half of them within {Whole(days.Median)}.");
    }

    private static void Print(AmendmentAudit audit, IAnsiConsole console)
    {
        console.WriteLine(Plain($"{audit.FormType} {audit.Amendment}, {audit.IssuerName ?? audit.Issuer}, {string.Join(" and ", audit.Owners.Select(o => o.Name ?? o.Person))}"));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Known since {TimeZoneInfo.ConvertTime(audit.KnownAt, EasternTime.Zone):yyyy-MM-dd HH:mm:ss zzz}{(audit.DaysAfterOriginal is { } days ? $", {days} days after the original" : "")}."));
        console.WriteLine(Plain(audit.Link.State switch
        {
            LinkState.Linked => $"Amends {audit.Link.Original} ({audit.Link.Basis}).",
            LinkState.Ambiguous => $"Which of {string.Join(", ", audit.Link.Candidates)} it amends is not settled ({audit.Link.Basis}); until it is, its lines do not count.",
            _ => $"Its original is not held ({audit.Link.Basis}); it counts as a filing of its own.",
        }));
        if (!string.IsNullOrWhiteSpace(audit.Remarks)) console.WriteLine(Plain($"It says: \"{(audit.Remarks.Length <= LongestText ? audit.Remarks : $"{audit.Remarks[..LongestText]}…")}\""));
        if (audit.Scope is { } scope) console.WriteLine(Plain($"{(scope == AmendmentScope.Partial ? "Partial" : "Restatement")}: {audit.ScopeBasis}."));
        foreach (var owner in audit.OwnersLeftOut)
        {
            console.WriteLine(Plain(owner.LinesStand
                ? $"It does not name {owner.Name ?? owner.Person}, an owner of the original, whose lines stand: where they differ, the same shares are stated in two ways."
                : $"It leaves out {owner.Name ?? owner.Person}, an owner of the original: those lines are withdrawn."));
        }

        PrintLines(audit, console);
        PrintPositions(audit, console);
    }

    private static void PrintLines(AmendmentAudit audit, IAnsiConsole console)
    {
        if (audit.Lines.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumn("line").AddColumn("field").AddColumn("original").AddColumn("").AddColumn("amended");
        foreach (var line in audit.Lines)
        {
            var original = line.Original is null ? "" : Same(line.OriginalFiling, audit.Link.Original) ? line.Original : $"{line.OriginalFiling}/{line.Original}";
            if (line.InForceAs is { } inForce) original = $"{original} as amended by {inForce}";
            var inFull = line.Change == LineChange.Corrected;
            table.AddRow(
                new Text(line.Amended ?? line.Original ?? ""),
                new Text(line.Change == LineChange.Unchanged && line.Footnotes.Count > 0 ? "unchanged, footnotes differ" : Words(line.Change)),
                new Text(inFull ? original : Beside(original, line.Before)),
                new Text(""),
                new Text(inFull ? line.Amended ?? "" : Beside(line.Amended ?? "", line.After)));
            if (inFull && line is { Before: { } before, After: { } after }) PrintFields(before, after, line.Fields, table);
            foreach (var note in line.Footnotes)
            {
                table.AddRow(new Text(""), new Text($"note at {LineDifference.WordsOf(note.Field)}"), new Text(Noted(note.Was), Differs), new Text("≠"), new Text(Noted(note.Is), Differs));
            }
        }

        console.Write(table);

        static string Noted(IReadOnlyList<string> texts)
        {
            var text = Plain(string.Join(' ', texts));
            return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
        }
    }

    private static void PrintFields(ReportedLine before, ReportedLine after, IReadOnlyList<FieldChange> changes, Table table)
    {
        foreach (var ((field, words, was), (_, _, @is)) in LineDifference.FieldsOf(before).Zip(LineDifference.FieldsOf(after)))
        {
            if (was.IsNothing && @is.IsNothing) continue;
            var differs = changes.Any(f => Same(f.Field, field));
            var style = differs ? Differs : Style.Plain;
            table.AddRow(new Text(""), new Text(words), new Text(Plain(Shown(was)), style), new Text(differs ? "≠" : ""), new Text(Plain(Shown(@is)), style));
        }
    }

    private static void PrintPositions(AmendmentAudit audit, IAnsiConsole console)
    {
        if (audit.Positions.Count == 0)
        {
            console.WriteLine("No position changes.");
            return;
        }

        var names = audit.Owners.Select(o => (o.Person, o.Name)).Concat(audit.OwnersLeftOut.Select(o => (o.Person, o.Name))).DistinctBy(o => o.Person, StringComparer.Ordinal).ToDictionary(o => o.Person, o => o.Name ?? o.Person, StringComparer.Ordinal);
        if (console.Profile.Width < RoomForPositions)
        {
            foreach (var effect in audit.Positions) PrintNarrow(effect, names, console);
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("position").AddColumn("held").AddColumn("from").AddColumn("to")
            .AddColumn("was", c => c.RightAligned()).AddColumn("is", c => c.RightAligned()).AddColumn("change", c => c.RightAligned());
        foreach (var effect in audit.Positions)
        {
            table.AddRow(
                new Text(Position(effect, names)),
                new Text(Owned(effect)),
                new Text(Day(effect.From)),
                new Text(effect.To is { } to ? Day(to) : "ever since"),
                new Text(Balance(effect.Was, effect.InDollars)),
                new Text(Balance(effect.Is, effect.InDollars)),
                new Text(Change(effect)));
        }

        console.Write(table);
    }

    private static void PrintNarrow(PositionEffect effect, Dictionary<string, string> names, IAnsiConsole console)
    {
        console.WriteLine($"{Position(effect, names)}, {Owned(effect)}");
        var change = Change(effect);
        console.WriteLine($"  {Day(effect.From)} {(effect.To is { } to ? $"to {Day(to)}" : "and ever since")}: {Balance(effect.Was, effect.InDollars)} → {Balance(effect.Is, effect.InDollars)}{(change.Length > 0 ? $" ({change})" : "")}");
    }

    private static string Position(PositionEffect effect, Dictionary<string, string> names) =>
        Plain((names.Count > 1 ? $"{names.GetValueOrDefault(effect.Person, effect.Person)}: " : "") + (effect.SecurityTitle ?? "a security without a title"));

    private static string Owned(PositionEffect effect) =>
        Plain(effect.NatureOfOwnership is { } nature ? $"{effect.Ownership}, {(nature.Length <= LongestName ? nature : $"{nature[..LongestName]}…")}" : effect.Ownership);

    private static string Change(PositionEffect effect) => effect is { Was: { } was, Is: { } now } ? (now > was ? "+" : "") + FiledScalar.Of(now - was) : "";

    private static string Words(LineChange change) => change switch
    {
        LineChange.NotRestated => "not restated: stands",
        LineChange.Withdrawn => "withdrawn",
        LineChange.Added => "added",
        LineChange.Corrected => "corrected",
        _ => "unchanged",
    };

    /// <summary>A row in few words: "I.1 Common Stock 2020-03-05 F D 1,080; 540,669 owned following".</summary>
    private static string Beside(string name, ReportedLine? line)
    {
        if (line is null) return name;
        string?[] words =
        [
            name, line.SecurityTitle, line.TransactionOn is { } on ? Day(on) : null, line.TransactionCode, line.AcquiredDisposed,
            (line.Shares ?? line.TotalValue ?? (line.Kind == LineKind.Holding ? line.UnderlyingShares : null)) is { } amount ? FiledScalar.Of(amount).ToString() : null,
        ];
        var owned = (line.SharesOwnedFollowing ?? line.ValueOwnedFollowing) is { } following ? $"; {FiledScalar.Of(following)} owned following" : "";
        return Plain(string.Join(' ', words.Where(w => !string.IsNullOrEmpty(w))) + owned);
    }

    private static string Shown(FiledScalar value) => value.IsNothing ? "" : value.ToString();

    private static string Balance(decimal? balance, bool inDollars) => balance is { } number ? (inDollars ? "$" : "") + FiledScalar.Of(number) : "unknown";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>A filing's words cannot steer a terminal.</summary>
    private static string Plain(string text) => text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;
}
