using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>The system on a database with millions of orders beside the same on one that has next to none.</summary>
sealed class GrowthRun(long orders, SeriesOptions options, BenchServers servers, Action<string> say)
{
    const int PagesDown = 25;
    static readonly TimeSpan Sampling = TimeSpan.FromSeconds(2);
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public async Task<GrowthResult> Run()
    {
        await using var small = await OrdersTarget.Start(Variant.Usual("small"));
        await using var grown = await OrdersTarget.Start(Variant.Usual("grown"));
        var trials = new[] { new Trial(small, servers, options, say), new Trial(grown, servers, options, say) };
        var started = await Grow(grown, trials[1]);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {orders:#,0} orders in the grown database: {await grown.Scalar("select pg_database_size(current_database())") / 1e9:0.0} GB");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Start until ready on the grown database: {started.TotalSeconds:0.0} s").AppendLine();
        text.Append(await RateTable.Measure([("small", trials[0]), ("grown", trials[1])], options, WarmUp));
        await Questions(small, grown, text);
        var anomalies = await Audit(small, text) + await Audit(grown, text);
        return new(text.ToString(), anomalies);
    }

    async Task<TimeSpan> Grow(OrdersTarget grown, Trial trial)
    {
        say("samples");
        await trial.Throughput(OrderShape.Uniform, Sampling, "to have something to copy");
        var samples = await grown.Counted();
        await grown.Stop();
        await new OrderCopies(grown.DataSource, samples).Fill(orders, say);
        return await grown.Add();
    }

    async Task Questions(OrdersTarget small, OrdersTarget grown, StringBuilder text)
    {
        // Warms up: the runtime compiles the code of the requests fully.
        foreach (var question in Question.All)
        {
            await question.Milliseconds(small);
            await question.Milliseconds(grown);
        }

        text.AppendLine("| Question | small, ms | grown, ms |").AppendLine("|---|---|---|");
        foreach (var question in Question.All) Row(question.Name, await question.Milliseconds(small), await question.Milliseconds(grown));
        Row(
            string.Create(CultureInfo.InvariantCulture, $"orders, {PagesDown * 200:#,0} down the list"),
            await (await Question.FarDown(small, PagesDown)).Milliseconds(small),
            await (await Question.FarDown(grown, PagesDown)).Milliseconds(grown));
        text.AppendLine();

        void Row(string name, double ofSmall, double ofGrown)
        {
            say(FormattableString.Invariant($"{name}: {ofSmall:0.00} and {ofGrown:0.00} ms"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {ofSmall:0.00} | {ofGrown:0.00} |");
        }
    }

    async Task<long> Audit(OrdersTarget target, StringBuilder text)
    {
        say($"auditing {target.Name}");
        var watch = Stopwatch.StartNew();
        var anomalies = await target.Audit(say);
        text.AppendLine(CultureInfo.InvariantCulture, $"- Audit of the {target.Name} database, {await target.Counted():#,0} orders: {watch.Elapsed.TotalSeconds:0.0} s, anomalies: {anomalies}");
        return anomalies;
    }
}
