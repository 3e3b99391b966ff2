using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
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

    /// <summary>What each parameter means, wherever it occurs.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["name"] = "The name of a replay's report: its field \"replay\".",
        ["person"] = "The person's CIK, with or without leading zeros, or a provisional key (person:…).",
        ["issuer"] = "The issuer's CIK, with or without leading zeros, or a provisional key (issuer:…).",
        ["on"] = "The day whose end is asked for, yyyy-MM-dd.",
        ["knownAt"] = "As the public could know at this instant; left out: now.",
        ["recordedAt"] = "As this ledger had recorded at this instant; left out: now.",
        ["includeZero"] = "true: also the accounts that hold nothing.",
        ["accession"] = "The accession number, such as 0000814585-20-000024, or sha256- and 16 digits for a form without one.",
        ["sha256"] = "SHA-256 of the document's bytes, 64 hexadecimal digits.",
        ["id"] = "The id under which the list has it.",
        ["filing"] = "The filing's accession number, or sha256- and 16 digits for a form without one.",
        ["line"] = "A line of the filing, such as I.1.",
        ["fileName"] = "Its name as a file; a bare ownership XML takes its accession number from it.",
        ["acceptedAt"] = "When the public could know a document that carries no acceptance instant.",
    };

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
            document.Components.Schemas?.Remove(nameof(IResult));
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"Needed where the server was started with {ApiKey.Variable}." },
            };
            // Either nothing or the key: it depends on how the server was started.
            document.Security = [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (Parameters.TryGetValue(parameter.Name ?? "", out var means)) parameter.Description = means;
                if (parameter.Name is "on") parameter.Required = true;
            }

            // What Wolverine assumes; what can really happen is said by the endpoint itself.
            foreach (var response in context.Description.SupportedResponseTypes.Where(static r => r.Type == typeof(IResult))) operation.Responses?.Remove($"{response.StatusCode}");
            foreach (var assumed in (operation.Responses ?? []).Where(static r => r.Value.Content is not { Count: > 0 }).Select(static r => r.Key).ToList()) operation.Responses!.Remove(assumed);
            if (context.Description is { RelativePath: "documents", HttpMethod: "POST" }) operation.RequestBody = DocumentBody();
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            // Their converters write a string, which the schema generator cannot see.
            var type = context.JsonTypeInfo.Type;
            if (type == typeof(Cik)) (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9]{10}$");
            else if (type == typeof(AccessionNumber)) (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9]{10}-[0-9]{2}-[0-9]{6}$");
            else if (type == typeof(LineId)) schema.Type = JsonSchemaType.String;
            // The digits as filed, never a binary fraction.
            else if (type == typeof(decimal) || type == typeof(decimal?)) schema.Format = "decimal";
            return Task.CompletedTask;
        });
    }

    private static OpenApiRequestBody DocumentBody() => new()
    {
        Required = true,
        Description = "The document itself, up to 64 MB.",
        Content = ((string[])["application/octet-stream", "application/xml", "text/plain", "application/pdf"]).ToDictionary(
            static type => type, static _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }, StringComparer.Ordinal),
    };

    public static void Map(WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(Path, static options =>
        {
            options.Title = "Holdings ledger";
            options.DynamicBaseServerUrl = true;
            options.DefaultFonts = false;
            options.HideDeveloperTools();
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
