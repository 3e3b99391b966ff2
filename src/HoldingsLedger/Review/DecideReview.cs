using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Verbs;

namespace HoldingsLedger.Review;

/// <summary>Records a person's word and what it changes, in one commit: who, why, and the events that follow.</summary>
internal static class DecideReview
{
    /// <summary>Says what an amendment amends; <paramref name="original"/> <c>null</c>: none of those held.</summary>
    /// <exception cref="NoSuchThingException">No such amendment is held.</exception>
    /// <exception cref="WrongQuestionException">The original is held, and cannot be what this amends. One that is not held yet may come.</exception>
    public static async Task<ReviewItem> LinkAsync(LedgerDatabase ledger, ReviewTarget target, string? original, string who, string why, CancellationToken cancellation)
    {
        RegisteredFiling? named = null;
        KnownIdentities? identities = null;
        if (original is not null)
        {
            await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
            named = (await RegisterQueries.FindAsync(connection, [original], [], cancellation)).FirstOrDefault(r => r.Status == RegistrationStatus.Recorded);
            identities = await KnownIdentities.LoadAsync(connection, null, cancellation);
        }

        return await RecordAsync(
            ledger,
            target,
            (row, _) => named is not null && WhyNot(row, named, identities!) is { } objection
                ? throw new WrongQuestionException(objection)
                : [new StreamEvent(RecordFilingDecision.StreamOf(row.Id), new LinkDecided(row.Id, row.Issuer!, original, who, why))],
            cancellation);
    }

    private static string? WhyNot(RegisteredFiling amendment, RegisteredFiling original, KnownIdentities identities)
    {
        if (string.Equals(amendment.Id, original.Id, StringComparison.Ordinal)) return $"{amendment.Id} cannot amend itself; name the filing it amends, or say --none.";
        if (!string.Equals(identities.Resolve(amendment.Issuer!), identities.Resolve(original.Issuer!), StringComparison.Ordinal)) return $"{original.Id} is about another issuer than {amendment.Id}, which therefore cannot amend it.";
        if (amendment.FormType?[0] != original.FormType?[0]) return $"{original.Id} is a Form {original.FormType}, and a Form {amendment.FormType} amends none; name a Form {amendment.FormType?[0]}, or say --none.";
        if (!amendment.Owners.Any(a => original.Owners.Any(o => string.Equals(identities.Resolve(a.Person), identities.Resolve(o.Person), StringComparison.Ordinal)))) return $"{original.Id} has no owner in common with {amendment.Id}, which therefore cannot amend it.";
        return original.KnownAt is { } known && amendment.KnownAt is { } later && EasternTime.DayOf(known) > EasternTime.DayOf(later) ? $"{original.Id} became known after {amendment.Id}, which therefore cannot amend it." : null;
    }

    /// <summary>Takes the decision in force on a link back: the evidence decides again.</summary>
    /// <exception cref="NoSuchThingException">No such amendment is held, or nobody decided on it.</exception>
    public static Task<ReviewItem> TakeBackLinkAsync(LedgerDatabase ledger, ReviewTarget target, string who, string why, CancellationToken cancellation) => RecordAsync(
        ledger,
        target,
        (row, _) => row.LinkDecision is null
            ? throw new NoSuchThingException($"Nobody has decided what {row.Id} amends, so there is nothing to take back.")
            : [new StreamEvent(RecordFilingDecision.StreamOf(row.Id), new LinkDecisionTakenBack(row.Id, row.Issuer!, who, why))],
        cancellation);

    /// <summary>Confirms a line as it reads (no values), or says what its fields are.</summary>
    /// <exception cref="NoSuchThingException">No such line is held.</exception>
    /// <exception cref="WrongQuestionException">A line has no such field, or the value is none for it.</exception>
    public static Task<ReviewItem> LineAsync(LedgerDatabase ledger, ReviewTarget target, IReadOnlyList<KeyValuePair<string, string>> values, string who, string why, CancellationToken cancellation) => RecordAsync(
        ledger,
        target,
        (row, item) =>
        {
            var line = item.Line!.AsRead ?? item.Line.Line;
            (string? Field, FiledScalar Value)[] words = values.Count == 0 ? [(null, default)] : [.. values.Select(v => ((string?)v.Key, ValueOf(line, v.Key, v.Value)))];
            return [.. row.Owners.SelectMany(owner => words.Select(word => new StreamEvent(
                HoldingStream.KeyOf(owner.Person, row.Issuer!, line),
                new LineDecided(owner.Person, row.Issuer!, new LineId(row.Id, target.Line!), word.Field, word.Value, who, why))))];
        },
        cancellation);

    /// <summary>Takes back what people said of a line: it is as it reads again.</summary>
    /// <exception cref="NoSuchThingException">No such line is held, or nobody decided on it.</exception>
    public static Task<ReviewItem> TakeBackLineAsync(LedgerDatabase ledger, ReviewTarget target, string who, string why, CancellationToken cancellation) => RecordAsync(
        ledger,
        target,
        (row, item) => item.Line!.Decisions.Count == 0
            ? throw new NoSuchThingException($"Nobody has decided on line {item.Id}, so there is nothing to take back.")
            : [.. row.Owners.Select(owner => new StreamEvent(HoldingStream.KeyOf(owner.Person, row.Issuer!, item.Line.AsRead ?? item.Line.Line), new LineDecisionTakenBack(owner.Person, row.Issuer!, new LineId(row.Id, target.Line!), who, why)))],
        cancellation);

    private static async Task<ReviewItem> RecordAsync(LedgerDatabase ledger, ReviewTarget target, Func<RegisteredFiling, ReviewItem, IReadOnlyList<StreamEvent>> decide, CancellationToken cancellation)
    {
        string issuer;
        await using (var connection = await ledger.DataSource.OpenConnectionAsync(cancellation)) issuer = (await ReviewQuery.RowAsync(connection, target, cancellation)).Issuer!;
        await ledger.EnsureFoldedAsync(cancellation);
        await using var locked = await IssuerLocks.TakeAsync(ledger, [issuer], cancellation);
        var row = await ReviewQuery.RowAsync(locked.Connection, target, cancellation);
        var decision = decide(row, await ReviewQuery.ShowAsync(locked.Connection, target, cancellation));
        await using (var commit = await locked.Connection.BeginTransactionAsync(cancellation))
        {
            await RecordBatch.AppendAsync(ledger.Store, commit, [.. decision, .. await AmendmentIntake.DecideAsync(locked.Connection, await KnownIdentities.TiesAsync(locked.Connection, cancellation), decision, cancellation, row)], cancellation);
            await commit.CommitAsync(cancellation);
        }

        return await ReviewQuery.ShowAsync(locked.Connection, target, cancellation);
    }

    /// <summary>The words of a command line as the value of a field: a number without separators, a date yyyy-MM-dd, true or false, a text; nothing after the equals sign: the field is empty.</summary>
    private static FiledScalar ValueOf(ReportedLine line, string field, string text)
    {
        if (!DecidedLine.Fields.Contains(field, StringComparer.Ordinal)) throw new WrongQuestionException($"A line has no field \"{field}\"; it has {string.Join(", ", DecidedLine.Fields)}.");
        FiledScalar[] meanings =
        [
            .. text.Length == 0 ? [default] : Array.Empty<FiledScalar>(),
            .. decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? [FiledScalar.Of(number)] : Array.Empty<FiledScalar>(),
            .. text is "true" or "false" ? [FiledScalar.Of(text == "true")] : Array.Empty<FiledScalar>(),
            FiledScalar.Of(text),
        ];
        foreach (var meaning in meanings)
        {
            if (DecidedLine.Set(line, field, meaning) is { } set && IsWellFormed(set, field)) return meaning;
        }

        throw new WrongQuestionException($"\"{text}\" is no value for {field}: write numbers without separators, dates as yyyy-MM-dd, true or false.");
    }

    private static bool IsWellFormed(ReportedLine line, string field) => field switch
    {
        "acquiredDisposed" => line.AcquiredDisposed is null or "A" or "D",
        "ownership" => line.Ownership is null or "D" or "I",
        "transactionCode" => line.TransactionCode is null or [>= 'A' and <= 'Z'],
        "transactionFormType" => line.TransactionFormType is null or "3" or "4" or "5",
        _ => true,
    };
}
