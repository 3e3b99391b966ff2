using System.CommandLine;
using HoldingsLedger.Forms.Pdf;
using HoldingsLedger.Verbs;

namespace HoldingsLedger;

/// <summary>The one program: every verb and the HTTP server. A verb's code is the file of its name in <c>Verbs</c>.</summary>
public sealed partial class Program
{
    private Program()
    {
    }

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["codegen", ..]) return await Web.LedgerWeb.GenerateAsync(arguments);

        // The process that opens PDFs for another one of this program: no verb for people.
        if (arguments is [PdfWorker.Verb]) return PdfWorker.Run();
        var root = new RootCommand("The open ledger of what corporate insiders own: SEC Forms 3, 4 and 5 as events, positions on any day.")
        {
            ParseVerb.Command(),
            IngestVerb.Command(),
            PositionsVerb.Command(),
            HistoryVerb.Command(),
            FilingVerb.Command(),
            FindingsVerb.Command(),
            AuditVerb.Command(),
            ReplayVerb.Command(),
            ReviewVerb.Command(),
            RebuildVerb.Command(),
            DatabaseVerb.Command(),
            ServeVerb.Command(),
            DeadLettersVerb.Command(),
        };

        return await Exit.GuardAsync(() =>
        {
            var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Errors.Count > 0
                ? Task.FromResult(Exit.Wrong(parsed))
                : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        });
    }
}
