#pragma warning disable RS0030 // Each thread has its own runs; the clock measures seeds per second.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansOrders.Simulation;

/// <summary>Many seeds, each alone on its thread.</summary>
static class Campaign
{
    static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);

    // Real time, and hundreds of times the duration of a seed: only a timeout detects a step that never ends.
    static readonly TimeSpan LongestSeed = TimeSpan.FromMinutes(5);

    public static int Run(CommandOptions options)
    {
        var probes = new Probes();
        var clock = Stopwatch.StartNew();
        var gate = new Lock();
        var failures = new List<RunResult>();
        var underWay = new ConcurrentDictionary<int, TimeSpan>();
        long next = options.From;
        long done = 0, steps = 0;
        var last = (long)options.From + options.Seeds;
        var threads = Enumerable.Range(0, options.Workers).Select(_ => new Thread(Work)).ToArray();
        foreach (var thread in threads) thread.Start();
        while (!Array.TrueForAll(threads, thread => thread.Join(ReportEvery / threads.Length)))
        {
            Console.Error.WriteLine(Progress());
            foreach (var (seed, since) in underWay)
            {
                if (clock.Elapsed - since < LongestSeed) continue;
                Console.Out.WriteLine($"seed {seed}: liveness: a step does not end within {LongestSeed}");
                Environment.Exit(1);
            }
        }

        foreach (var rule in failures.GroupBy(failure => failure.Violation!.Split(':')[0])) Console.Error.WriteLine($"{rule.Count()} times {rule.Key}");
        foreach (var failure in failures.OrderBy(failure => failure.Seed).Take(options.AsItIs ? 100 : 10)) Report(failure, options);
        Console.Error.WriteLine(Progress());
        foreach (var probe in Enum.GetValues<Probe>().Where(probe => probes[probe] == 0)) Console.Error.WriteLine($"not reached: {probe}");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{done} seeds, {steps} steps, {failures.Count} violations, {probes.Reached} of {probes.Total} probes reached"));
        return failures.Count == 0 ? 0 : 1;

        void Work()
        {
            while (!(options.FirstOnly && failures.Count > 0) && !(clock.Elapsed > options.Time))
            {
                var seed = Interlocked.Increment(ref next) - 1;
                if (seed >= last) return;
                underWay[(int)seed] = clock.Elapsed;
                var result = SeedRun.Of((int)seed, probes, keepTrace: options.Digests);
                underWay.TryRemove((int)seed, out _);
                Interlocked.Increment(ref done);
                if (options.Digests) Console.Out.WriteLine(Digest(result));
                Interlocked.Add(ref steps, result.Steps);
                if (result.Violation is null) continue;
                lock (gate) failures.Add(result);
                Console.Error.WriteLine($"seed {result.Seed}: {result.Violation}");
            }
        }

        string Progress() => string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds:0} s: {done} seeds, {done / clock.Elapsed.TotalSeconds:0.0} a second, {failures.Count} violations, {probes.Reached} of {probes.Total} probes");
    }

    /// <summary>The seed, its steps and the SHA-256 of its trace: equal lines are equal runs.</summary>
    public static string Digest(RunResult result) => string.Create(
        CultureInfo.InvariantCulture, $"seed {result.Seed}: {result.Steps} steps, trace {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(result.Trace)))}");

    static void Report(RunResult failure, CommandOptions options)
    {
        Console.Out.WriteLine($"seed {failure.Seed}: {failure.Violation}");
        if (options.FirstOnly || options.AsItIs) return;
        var shortest = Shrinker.Shrink(failure);
        Console.Out.WriteLine($"  again: ./simulate.sh --seed {failure.Seed} --keep {string.Join(',', shortest)}");
    }
}
