using System.CommandLine;
using System.Diagnostics;

namespace OrleansOrders.Bench;

/// <summary>The command line. The servers come from the same environment variables as for the tests.</summary>
static class BenchCommand
{
    static readonly Option<double?> Seconds = new("--seconds") { Description = "Length of the measured part of each closed-loop run" };
    static readonly Option<int?> Rounds = new("--rounds") { Description = "Rounds, of which the median counts" };
    static readonly Option<int?> Connections = new("--connections") { Description = "Connections of the closed loop" };

    public static RootCommand Create()
    {
        var quick = new Command("quick", "Floor, uniform and hot in five rounds, latency, audit; ends with one line of JSON") { Seconds, Rounds, Connections };
        quick.SetAction(async (parsed, _) =>
        {
            var result = await Measure(Adjusted(SeriesOptions.Quick, parsed));
            Console.WriteLine(QuickLine.Of(result));
            return result.Anomalies == 0 ? 0 : 1;
        });
        return new RootCommand("Measures OrleansOrders beside the floor.") { quick, Run() };
    }

    static Command Run()
    {
        var target = new Option<string>("--target") { Description = "orders or floor", DefaultValueFactory = _ => "orders" }.AcceptOnlyFromAmong("orders", "floor");
        var shape = new Option<OrderShape>("--shape") { Description = "Which items the orders take" };
        var rate = new Option<double?>("--rate") { Description = "Orders a second, open loop; closed loop without it" };
        var warm = new Option<double>("--warm") { Description = "Seconds of load before it is measured", DefaultValueFactory = _ => 10 };
        var run = new Command("run", "One target alone, for as long as asked; for profiles and trials") { target, shape, rate, warm, Seconds, Rounds, Connections };
        run.SetAction(async (parsed, _) =>
        {
            await using Target measured = parsed.GetValue(target) == "floor" ? await FloorTarget.Start() : await OrdersTarget.Start();
            var servers = await BenchServers.Find(Servers.Addresses);
            var trial = new Trial(measured, servers, Adjusted(SeriesOptions.Quick, parsed), Console.WriteLine);
            await trial.Run(parsed.GetValue(shape), TimeSpan.FromSeconds(parsed.GetValue(warm)), parsed.GetValue(rate));
        });
        return run;
    }

    static SeriesOptions Adjusted(SeriesOptions options, ParseResult parsed) => options with
    {
        Rounds = parsed.GetValue(Rounds) ?? options.Rounds,
        Connections = parsed.GetValue(Connections) ?? options.Connections,
        Window = parsed.GetValue(Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Window,
    };

    static async Task<SeriesResult> Measure(SeriesOptions options)
    {
        var watch = Stopwatch.StartNew();
        void Say(string line) => Console.Error.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds,6:0.0} s  {line}"));

        Say("starting the floor and the application");
        var servers = await BenchServers.Find(Servers.Addresses);
        await using var floor = await FloorTarget.Start();
        await using var orders = await OrdersTarget.Start();
        var result = await new Series(options, floor, orders, servers, Say).Run();
        Say(FormattableString.Invariant($"completed/s: {result.CompletedPerSecond:0}, of the floor's {result.FloorPerSecond:0}: {result.CompletedPerSecond / result.FloorPerSecond:0.000}; anomalies: {result.Anomalies}"));
        return result;
    }
}
