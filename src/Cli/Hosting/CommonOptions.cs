using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>Options that every command has.</summary>
sealed class CommonOptions
{
    public Option<string?> Url { get; } = new("--url")
    {
        Description = $"The server (default: {ServerAddress.Variable}, then {ServerAddress.Default})",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints the server's JSON unchanged",
        Recursive = true,
    };

    public Option<long?> Timeout { get; } = MakeTimeout();

    public IEnumerable<Option> All => [Url, Json, Timeout];

    static Option<long?> MakeTimeout()
    {
        var option = NumberOption.Create("--timeout", "SECONDS", 1, 3600, "How long an answer may take, beside what the server was asked to wait (30; audit: 300)");
        option.Recursive = true;
        return option;
    }
}
