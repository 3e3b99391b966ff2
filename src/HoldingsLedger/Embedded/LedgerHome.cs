namespace HoldingsLedger.Embedded;

/// <summary>The folder under which this user's ledger keeps everything it owns.</summary>
public static class LedgerHome
{
    /// <summary>
    /// <c>HOLDINGS_HOME</c> as an absolute path; without it <c>holdings-ledger</c> in the XDG data folder
    /// (<c>XDG_DATA_HOME</c>, by default <c>~/.local/share</c>; a relative value there does not count, as the XDG specification asks).
    /// </summary>
    public static string Folder()
    {
        var named = Environment.GetEnvironmentVariable("HOLDINGS_HOME");
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named);
        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var data = !string.IsNullOrEmpty(xdg) && Path.IsPathFullyQualified(xdg)
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "share");
        return Path.Combine(data, "holdings-ledger");
    }
}
