using Wolverine.Http;
using Microsoft.AspNetCore.Mvc;

namespace HoldingsLedger.Web;

/// <summary>The page at <c>/</c>: says what this is and where to go on.</summary>
public static class FrontPage
{
    private const string Page = $"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Holdings ledger</title>
        <h1>Holdings ledger</h1>
        <p>What corporate insiders own, from SEC Forms 3, 4 and 5: on any day, as known at any instant.</p>
        <ul>
        <li><a href="{Reference.Path}">Reference</a>: every question, and a place to try it</li>
        <li><a href="{Reference.Document}">OpenAPI document</a></li>
        <li><a href="{HealthEndpoint.Path}">Health</a></li>
        </ul>
        </html>

        """;

    [WolverineGet("/")]
    [ApiExplorerSettings(IgnoreApi = true)]
    [ExcludeFromDescription]
    public static IResult Get() => Results.Content(Page, "text/html; charset=utf-8");
}
