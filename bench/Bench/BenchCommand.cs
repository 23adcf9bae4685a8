using System.CommandLine;

namespace OrleansOrders.Bench;

/// <summary>The command line. The servers come from the same environment variables as for the tests.</summary>
static class BenchCommand
{
    static readonly Option<double?> Seconds = new("--seconds") { Description = "Length of the measured part of each run" };
    static readonly Option<int?> Rounds = new("--rounds") { Description = "Rounds, of which the median counts" };
    static readonly Option<int?> Connections = new("--connections") { Description = "Connections of the closed loop" };
    static readonly Option<string> Commit = new("--commit") { Description = "Which commit is measured, for the table", DefaultValueFactory = _ => "unknown" };
    static readonly Option<OrderShape> Shape = new("--shape") { Description = "Which items the orders take" };
    static readonly Option<double?> Rate = new("--rate") { Description = "Orders a second, open loop; closed loop without it" };
    static readonly Option<double> Warm = new("--warm") { Description = "Seconds of load before it is measured", DefaultValueFactory = _ => 10 };

    public static RootCommand Create() => new("Measures OrleansOrders beside the floor.") { Quick(), Standard(), Growth(), Backlog(), Waiting(), Soak(), Cluster(), Run(), Compare() };

    static Command Quick()
    {
        var quick = new Command("quick", "Floor, uniform and hot in five rounds, latency, audit; ends with one line of JSON") { Commit, Seconds, Rounds, Connections };
        quick.SetAction(async (parsed, _) =>
        {
            var result = (await Stage.Series(Adjusted(SeriesOptions.Quick, parsed), parsed.GetRequiredValue(Commit))).Result;
            Console.WriteLine(QuickLine.Of(result));
            return result.Anomalies == 0 ? 0 : 1;
        });
        return quick;
    }

    static Command Standard()
    {
        var standard = new Command("standard", "The same and more, the skeleton too, for longer; the table is kept in bench/results") { Commit, Seconds, Rounds, Connections };
        standard.SetAction(async (parsed, _) =>
        {
            var (result, table) = await Stage.Series(Adjusted(SeriesOptions.Standard, parsed), parsed.GetRequiredValue(Commit));
            Console.WriteLine(table);
            Console.Error.WriteLine(ResultFile.Keep("standard", TimeProvider.System.GetUtcNow(), table));
            return result.Anomalies == 0 ? 0 : 1;
        });
        return standard;
    }

    static Command Growth() => Grown(
        "growth", "Rate, lists and start on a database with millions of orders beside one with next to none",
        new("--orders") { Description = "Orders in the grown database", DefaultValueFactory = _ => 5_000_000 },
        (orders, options, servers, say) => new GrowthRun(orders, options, servers, say).Run());

    static Command Backlog() => Grown(
        "backlog", "How fast orders are worked that were taken while nothing worked at them",
        new("--orders") { Description = "Orders that wait", DefaultValueFactory = _ => 200_000 },
        (orders, options, servers, say) => new BacklogRun(orders, options, servers, say).Run());

    static Command Waiting() => Grown(
        "waiting", "What a reserve of one item costs while few and while many orders wait for their payment",
        new("--orders") { Description = "Orders that wait in the end", DefaultValueFactory = _ => 100_000 },
        (orders, options, servers, say) => new WaitingRun(orders, options, servers, say).Run());

    static Command Soak() => Grown(
        "soak", "Rate and memory at full load, minute by minute",
        new("--minutes") { Description = "How long", DefaultValueFactory = _ => 30 },
        (minutes, options, servers, say) => new SoakRun(minutes, options, servers, say).Run());

    static Command Cluster() => Grown(
        "cluster", "One process with all roles beside two and more that share the work",
        new("--silos") { Description = "Most processes", DefaultValueFactory = _ => 3 },
        (most, options, servers, say) => new ClusterRun(most, options, servers, say).Run());

    static Command Grown(
        string name, string description, Option<int> extent, Func<int, SeriesOptions, BenchServers, Action<string>, Task<GrowthResult>> series)
    {
        var command = new Command(name, description + "; the table is kept in bench/results") { Commit, Seconds, Rounds, Connections, extent };
        command.SetAction(async (parsed, _) =>
        {
            var options = Adjusted(SeriesOptions.Quick, parsed);
            var result = await Stage.Grow(name, (servers, say) => series(parsed.GetValue(extent), options, servers, say), parsed.GetRequiredValue(Commit));
            return result.Anomalies == 0 ? 0 : 1;
        });
        return command;
    }

    static Command Run()
    {
        var target = new Option<string>("--target") { Description = "orders, skeleton or floor", DefaultValueFactory = _ => "orders" }.AcceptOnlyFromAmong("orders", "skeleton", "floor");
        var run = new Command("run", "One target alone, for as long as asked; for profiles and trials") { target, Shape, Rate, Warm, Seconds, Rounds, Connections };
        run.SetAction((parsed, _) => Stage.Run(
            parsed.GetRequiredValue(target), Adjusted(SeriesOptions.Quick, parsed), parsed.GetValue(Shape), TimeSpan.FromSeconds(parsed.GetValue(Warm)), parsed.GetValue(Rate)));
        return run;
    }

    static Command Compare()
    {
        var variants = new Argument<string[]>("variants") { Description = "name[,program][,processes=n][,VARIABLE=value]...", Arity = ArgumentArity.OneOrMore };
        var compare = new Command("compare", "Builds or settings of the application beside each other, the skeleton and the floor") { variants, Shape, Rate, Warm, Seconds, Rounds, Connections };
        compare.SetAction((parsed, _) => Stage.Compare(
            [.. parsed.GetRequiredValue(variants).Select(Variant.Parse)], Adjusted(SeriesOptions.Quick, parsed), parsed.GetValue(Shape), TimeSpan.FromSeconds(parsed.GetValue(Warm)), parsed.GetValue(Rate)));
        return compare;
    }

    static SeriesOptions Adjusted(SeriesOptions options, ParseResult parsed) => options with
    {
        Rounds = parsed.GetValue(Rounds) ?? options.Rounds,
        Connections = parsed.GetValue(Connections) ?? options.Connections,
        Window = parsed.GetValue(Seconds) is { } window ? TimeSpan.FromSeconds(window) : options.Window,
        Open = parsed.GetValue(Seconds) is { } open ? TimeSpan.FromSeconds(open) : options.Open,
    };
}
