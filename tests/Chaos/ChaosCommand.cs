using System.CommandLine;
using System.Security.Cryptography;

namespace OrleansOrders.Chaos;

/// <summary>The command behind chaos.sh.</summary>
static class ChaosCommand
{
    const int Clean = 0;
    const int Dirty = 1;

    public static Task<int> RunAsync(string[] args)
    {
        var minutes = new Option<double>("--minutes") { Description = "How long faults come, in minutes", DefaultValueFactory = _ => 5 };
        var seed = new Option<int>("--seed") { Description = "What decides faults, orders and inputs", DefaultValueFactory = _ => RandomNumberGenerator.GetInt32(1, int.MaxValue) };
        var fuzz = new Option<long?>("--fuzz") { Description = "So many inputs for the parsers, instead of faults" };
        var hostile = new Option<bool>("--hostile") { Description = "Hostile traffic, alarms and clock steps beside the load, instead of crashes and broken networks" };
        var first = new Option<long>("--first") { Description = "The first input" };
        minutes.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (> 0 and <= 1440)) result.AddError("--minutes must be more than 0 and at most 1440.");
        });
        fuzz.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is <= 0) result.AddError("--fuzz must be more than 0.");
        });
        var root = new RootCommand("The real system under load and random faults, or its parsers under random inputs.") { minutes, seed, hostile, fuzz, first };
        root.SetAction((parsed, ct) => parsed.GetValue(fuzz) is { } count
            ? new FuzzCommand(parsed.GetValue(seed), Console.Out).RunAsync(parsed.GetValue(first), count, ct)
            : ChaosAsync(parsed.GetValue(seed), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(hostile), ct));
        return root.Parse(args).InvokeAsync();
    }

    static async Task<int> ChaosAsync(int seed, TimeSpan time, bool hostile, CancellationToken ct)
    {
        var report = await new ChaosRun(seed, time, hostile, Console.Out).RunAsync(ct);
        foreach (var line in report.Lines) Console.WriteLine(line);
        return report.Findings.Count == 0 ? Clean : Dirty;
    }
}
