using System.CommandLine;

namespace OrleansOrders.Cli;

/// <summary>Options that several commands have; a new one for each command.</summary>
static class SharedOptions
{
    /// <summary>Maximum wait, in seconds.</summary>
    public const long MaxWait = 3600;

    public static Option<string?> Customer(string description) => new("--customer") { Description = description, HelpName = "ID" };

    public static Option<long?> Wait(string description) => NumberOption.Create("--wait", "SECONDS", 0, MaxWait, description);

    public static Option<long?> Limit() => NumberOption.Create("--limit", "N", 1, 200, "Entries of a page (50)");

    public static Option<string?> Cursor() => new("--cursor") { Description = "The cursor that the previous page named", HelpName = "CURSOR" };

    public static TimeSpan Seconds(this ParseResult parsed, Option<long?> option, long fallback = 0) => TimeSpan.FromSeconds(parsed.GetValue(option) ?? fallback);
}
