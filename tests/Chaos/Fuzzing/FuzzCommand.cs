using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary><c>--fuzz</c>: many inputs through the parsers in this process, some of them over HTTP and over the broker.</summary>
sealed class FuzzCommand(int seed, TextWriter output)
{
    const int OneInSystem = 200;
    const int MostInSystem = 10_000;
    const int Hung = 3;

    public async Task<int> RunAsync(long first, long count, CancellationToken ct)
    {
        Say($"seed {seed}: {count} inputs from {first}");
        FuzzReport report;
        await using (var watchdog = new Watchdog(FuzzRun.Limit, TimeProvider.System, Hang)) report = FuzzRun.Run(seed, first, count, FuzzJudge.Judge, watchdog);
        foreach (var (kind, (accepted, refused)) in report.Kinds.OrderBy(pair => pair.Key)) Say($"{kind}: {accepted} accepted, {refused} refused");
        Say(FormattableString.Invariant($"slowest: {report.Slowest.TotalMilliseconds:0.0} ms"));
        foreach (var failure in report.Failures) Say(failure);

        // A few inputs, such as a single one, are only parsed.
        var inSystem = (int)Math.Min(count / OneInSystem, MostInSystem);
        var (http, broker) = inSystem > 0 ? await SystemAsync(inSystem, ct) : ([], []);
        foreach (var failure in (string[])[.. http.Take(20), .. broker.Take(20)]) Say(failure);
        var failures = report.Failed + http.Count + broker.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Inputs} inputs, {inSystem} over HTTP, {inSystem} over the broker, {failures} failures"));
        return failures == 0 ? 0 : 1;
    }

    async Task<(IReadOnlyList<string> Http, IReadOnlyList<string> Broker)> SystemAsync(int count, CancellationToken ct)
    {
        Say("starting servers and application");
        await using var system = await ChaosSystem.StartAsync(databaseDisk: 0, Say);
        using var http = new HttpClient { BaseAddress = system.Address, Timeout = TimeSpan.FromSeconds(60) };
        Say($"{count} inputs over HTTP");
        var overHttp = await new HttpFuzz(http, seed).RunAsync(count, ct);
        Say($"{count} inputs over the broker");
        var overBroker = await new BrokerFuzz(system, http, seed, Say).RunAsync(count);
        return (overHttp, [.. overBroker, .. system.Application.Crashes.Select(crash => $"the application {crash}")]);
    }

    // A hanging parser cannot be stopped, so the process ends and names the input.
    void Hang(object input)
    {
        output.WriteLine($"hangs: {input}");
        Environment.Exit(Hung);
    }

    void Say(string line) => output.WriteLine(line);
}
