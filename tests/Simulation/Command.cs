using System.Globalization;

namespace OrleansOrders.Simulation;

/// <summary>The command line.</summary>
static class Command
{
    public static int Run(string[] args)
    {
        var options = CommandOptions.Read(args);
        if (options is null) return 2;
        if (options.ListMutants) return List();
        if (options.Plant is { } plant) return Plant(plant, options.Into);
        return options.Seed is { } seed ? One(seed, options.Keep) : Campaign.Run(options);
    }

    static int List()
    {
        foreach (var mutant in Mutant.All) Console.Out.WriteLine($"{mutant.Name} {mutant.Seeds} {mutant.File}");
        return 0;
    }

    static int Plant(string name, string root)
    {
        Mutant.All.Single(mutant => mutant.Name == name).Plant(root);
        return 0;
    }

    static int One(int seed, IReadOnlySet<int>? keep)
    {
        var probes = new Probes();
        var result = SeedRun.Of(seed, probes, keepTrace: true, keep);
#pragma warning disable RS0030 // It counts the work on the thread pool, which must be none.
        var poolItems = ThreadPool.CompletedWorkItemCount + ThreadPool.PendingWorkItemCount;
#pragma warning restore RS0030
        Console.Out.Write(result.Trace);
        Console.Out.WriteLine(result.Plan);
        Console.Out.WriteLine(result.Violation is null ? "no violation" : $"VIOLATION {result.Violation}");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"1 seeds, {result.Steps} steps, {(result.Violation is null ? 0 : 1)} violations, {probes.Reached} of {probes.Total} probes reached"));
        Console.Error.WriteLine($"thread-pool {poolItems} of {result.Starts}");
        return result.Violation is null ? 0 : 1;
    }
}
