namespace HoldingsLedger.Embedded;

/// <summary>The database cannot be reached or is not ours (exit code 4). The message is one plain sentence that says what is wrong and what to do.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException()
    {
    }

    public DatabaseUnavailableException(string message)
        : base(message)
    {
    }

    public DatabaseUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
