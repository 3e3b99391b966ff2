namespace HoldingsLedger;

/// <summary>The one program: every verb and the HTTP server.</summary>
public sealed partial class Program
{
    private Program()
    {
    }

    public static int Main(string[] arguments) => arguments.Length == 0 ? 2 : 0;
}
