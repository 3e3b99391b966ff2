using HoldingsLedger.Forms;
using JasperFx.Core;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace HoldingsLedger.Filings;

/// <summary>
/// Records one received document. Delivered twice it changes nothing, so a message that a crash left behind is simply
/// handled again.
/// </summary>
public static class RecordFilingHandler
{
    /// <summary>What may pass (a lost connection, a deadlock) is tried again for some seconds; what stays becomes a dead letter that says why.</summary>
    public static void Configure(HandlerChain chain) =>
        chain.OnAnyException().RetryWithCooldown(100.Milliseconds(), 500.Milliseconds(), 2.Seconds()).Then.MoveToErrorQueue();

    /// <exception cref="InvalidDataException">No document with this digest is stored, or PostgreSQL refuses what it says; the message is for people.</exception>
    public static async Task Handle(RecordFiling command, LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var (bytes, fileName, receivedAt) = await StoredDocuments.FindAsync(connection, LedgerStore.Schema, command.Sha256, cancellation)
            ?? throw new InvalidDataException($"No document {command.Sha256} is stored.");
        // Given back before the commit takes one of its own: a handler never holds two.
        await connection.CloseAsync();
        try
        {
            await RecordBatch.RecordAsync(ledger, [new IncomingDocument(bytes, fileName, DocumentReader.Read(bytes, fileName), command.AcceptedAt, receivedAt)], cancellation);
        }
        catch (Exception exception) when (exception.InnerException is PostgresException refused)
        {
            // The statement and its parameters are for the log, not for whoever asks what became of the document.
            throw new InvalidDataException($"PostgreSQL refused to record this document: {refused.MessageText.TrimEnd('.')} ({refused.SqlState}).", exception);
        }
    }
}
