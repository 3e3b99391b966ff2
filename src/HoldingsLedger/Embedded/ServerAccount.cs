using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HoldingsLedger.Embedded;

/// <summary>
/// The user under whom the server's programs run: the caller, or for root somebody without privileges, because
/// PostgreSQL refuses to run as root.
/// </summary>
/// <param name="Name"><c>null</c>: the caller as they are.</param>
internal sealed record ServerAccount(string? Name)
{
    /// <summary>Whoever owns what is already there; for a first start <c>postgres</c>, which every package of the server makes, else <c>nobody</c>.</summary>
    public static async Task<ServerAccount> ForAsync(string serverFolder, CancellationToken cancellation)
    {
        var self = new ServerAccount((string?)null);
        if (!Environment.IsPrivilegedProcess) return self;
        if (Directory.Exists(serverFolder))
        {
            var owner = (await self.RunAsync("stat", ["-c", "%U", serverFolder], null, cancellation)).Output.Trim();
            if (owner is not ("root" or "UNKNOWN" or "")) return new ServerAccount(owner);
        }

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if ((await self.RunAsync("id", ["-u", name], null, cancellation)).ExitCode == 0) return new ServerAccount(name);
        }

        throw new DatabaseUnavailableException(
            "PostgreSQL does not run as root, and this machine has neither a user \"postgres\" nor \"nobody\": make one (adduser --system postgres), or run this as a plain user.");
    }

    /// <summary>The name the server's peer authentication will see.</summary>
    public string LoginName => Name ?? Environment.UserName;

    /// <summary>
    /// Runs a program to its end as this user, in no particular folder, with messages in English and none of the caller's
    /// PostgreSQL settings. What outlives it (the server) holds none of the caller's open files.
    /// </summary>
    public async Task<ProgramRun> RunAsync(string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellation)
    {
        ChildrenInheritNothing();
        var start = new ProcessStartInfo(program, arguments)
        {
            // The caller's folder may be closed to the server's user, and the server would keep it in use for ever.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Name is not null) start.UserName = Name;
        foreach (var setting in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(setting);
        start.Environment["LC_ALL"] = "C";

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The program ended before it read its input: its exit code and its words say why.
            }

            await process.WaitForExitAsync(cancellation);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>
    /// A pipe the caller's shell handed us as descriptor 3 would otherwise be held open by the server as long as it
    /// lives, and whoever reads that pipe would wait as long. Where the kernel is too old to be asked, nothing is lost but that.
    /// </summary>
    private static void ChildrenInheritNothing()
    {
        const uint closeOnExec = 4;
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = NativeMethods.CloseRange(3, uint.MaxValue, closeOnExec);
        }
        catch (EntryPointNotFoundException)
        {
            // C library older than 2.34.
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "close_range")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int CloseRange(uint first, uint last, uint flags);
    }
}

/// <summary>How a program ended and what it said.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The line of its complaint that names the cause, for a message of one sentence.</summary>
    public string Complaint
    {
        get
        {
            var lines = $"{Errors}\n{Output}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.FirstOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal))
                ?? lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("could not", StringComparison.Ordinal))
                ?? lines.FirstOrDefault()
                ?? $"exit code {ExitCode}";
        }
    }
}
