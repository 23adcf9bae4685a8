namespace OrleansOrders.Cli;

/// <summary>The exit codes. They are stable, since scripts branch on them; <c>docs/cli.md</c> lists them.</summary>
static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int ServerAway = 3;
    public const int Violations = 4;
    public const int NotFound = 5;
    public const int NotYet = 6;
    public const int NotWritten = 7;

    /// <summary>128 plus SIGINT, as in shells.</summary>
    public const int Interrupted = 130;

    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done"),
        (Refused, "the server refused, or the order ended as failed or cancelled"),
        (Usage, "the command line is wrong; nothing was asked of the server"),
        (ServerAway, "the server is away, did not answer in time, or failed"),
        (Violations, "the audit found violations"),
        (NotFound, "there is no such thing"),
        (NotYet, "still under way when the waiting ended"),
        (NotWritten, "the output could not be written"),
        (Interrupted, "interrupted"),
    ];
}
