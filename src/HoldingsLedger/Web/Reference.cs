using HoldingsLedger.Forms;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace HoldingsLedger.Web;

/// <summary>The OpenAPI document and the page that shows it. Everything is served from here: the page works without a network.</summary>
internal static class Reference
{
    public const string Path = "/reference";

    public const string Document = "/openapi/v1.json";

    /// <summary>The reference's own scripts and styles, nothing from elsewhere, and questions to this server only.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Holdings ledger",
                Version = "v1",
                Description = "What corporate insiders own, from SEC Forms 3, 4 and 5. Days are yyyy-MM-dd, instants ISO 8601 with an offset; a bare date as an instant is the end of that day, US Eastern. Absent values are null. Every error is a problem document (RFC 9457).",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"Needed where the server was started with {ApiKey.Variable}." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, _, _) =>
        {
            // Said by the endpoint itself where it can happen.
            if (operation.Responses is { } responses && responses.TryGetValue("404", out var missing) && missing.Content is not { Count: > 0 }) responses.Remove("404");
            if (operation.Responses?.TryGetValue("500", out var failed) == true && failed.Content is not { Count: > 0 }) operation.Responses.Remove("500");
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            // Their converters write a string, which the schema generator cannot see.
            if (context.JsonTypeInfo.Type == typeof(Cik)) (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9]{10}$");
            if (context.JsonTypeInfo.Type == typeof(AccessionNumber)) (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9]{10}-[0-9]{2}-[0-9]{6}$");
            return Task.CompletedTask;
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(Path, static options =>
        {
            options.Title = "Holdings ledger";
            options.DynamicBaseServerUrl = true;
            options.DefaultFonts = false;
            options.DisableAgent();
            options.DisableMcp();
            options.HideClientButton = true;
        }).AddEndpointFilter(static async (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return await next(context);
        });
    }
}
