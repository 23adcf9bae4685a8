using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Cli.Tests;

public sealed class WatchStreamTests : CliTest
{
    const string Stream = "GET /notifications/stream";

    IEnumerable<string?> Places => Server.Requests.Where(request => request.Call == Stream).Select(request => request.Header("Last-Event-ID"));

    [Fact]
    public async Task Notifications_are_shown_as_they_come()
    {
        var more = new TaskCompletionSource();
        Server.On(Stream, async http =>
        {
            await CliRunner.Say(http, ": heartbeat\n\nretry: 10\nid: 4\n\n" + Samples.Event(5));
            await more.Task;
            await CliRunner.Say(http, Samples.Event(6));
        });
        var shown = new LiveText();
        var run = Cli.Run(shown, CancellationToken.None, "watch", "--customer", "c1", "--count", "2");
        await Eventually.Async(() => shown.Lines.Count == 1, "the first one is shown");
        more.SetResult();

        Assert.Equal(ExitCodes.Done, (await run).ExitCode);
        Assert.Equal(["2026-01-01T12:00:00Z  order.confirmed  o-5  9.00 EUR", "2026-01-01T12:00:00Z  order.confirmed  o-6  9.00 EUR"], shown.Lines);
        Assert.Equal("?customer_id=c1", Server.Request.Query);
        Assert.Equal("text/event-stream", Server.Request.Header("Accept"));
    }

    [Fact]
    public async Task Json_is_one_line_for_each_notification_as_it_came()
    {
        Server.On(Stream, http => CliRunner.Say(http, Samples.Event(5) + "id: 6\ndata: {\"id\":\"x\",\ndata: \"order_id\":\"o-6\"}\n\n"));
        var run = await Cli.Run("watch", "--customer", "c1", "--count", "2", "--json");
        Assert.Equal(Samples.Notification(5) + "\n{\"id\":\"x\", \"order_id\":\"o-6\"}\n", run.Out);
    }

    [Fact]
    public async Task A_cut_is_taken_up_again_without_gap_or_repeat()
    {
        // The log has 30; each connection is cut somewhere else, most of them in the middle of an event.
        var log = Enumerable.Range(1, 30).ToArray();
        var cuts = 0;
        Server.On(Stream, async http =>
        {
            var after = int.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : 0;
            var text = $"retry: 1\nid: {after}\n\n" + string.Concat(log.Where(number => number > after).Select(Samples.Event));
            var cut = Interlocked.Increment(ref cuts);
            var length = Math.Min(text.Length, 25 + (37 * cut));
            await CliRunner.Say(http, text[..length]);

            // The first ends in the middle of a line without an error, later ones lose their connection.
            if (length < text.Length && cut > 1) http.Abort();
        });

        var run = await Cli.Run("watch", "--customer", "c1", "--count", "30", "--json");

        Assert.Equal(log.Select(number => Samples.Notification(number)), run.Out.TrimEnd().Split('\n'));
        Assert.True(cuts > 5, $"{cuts} connections");
    }

    [Fact]
    public async Task The_next_watch_goes_on_where_the_last_one_ended()
    {
        Server.On(Stream, http => CliRunner.Say(http, "id: 4\n\n" + Samples.Event(5)));
        await Cli.Run("watch", "--customer", "c1", "--count", "1");
        await Cli.Run("watch", "--customer", "c2", "--count", "1");
        Server.On(Stream, http => CliRunner.Say(http, "id: 5\n\n" + Samples.Event(6)));

        // The customer is remembered too.
        var run = await Cli.Run("watch", "--count", "1");

        Assert.Contains("watching the notifications of c2", run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([null, null, "5"], Places);
    }

    [Fact]
    public async Task A_watch_that_saw_nothing_goes_on_where_it_began()
    {
        Server.On(Stream, async http =>
        {
            await CliRunner.Say(http, "id: 41\n\n");
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var interrupt = new CancellationTokenSource();
        var watch = Cli.Run(new LiveText(), interrupt.Token, "watch", "--customer", "c1");
        await Eventually.Async(() => Directory.Exists(State) && Directory.GetFiles(State, "watch-*.json").Length == 1, "the place is remembered");
        await interrupt.CancelAsync();

        Assert.Equal(ExitCodes.Done, (await watch).ExitCode);
        Server.On(Stream, http => CliRunner.Say(http, Samples.Event(42)));
        await Cli.Run("watch", "--count", "1");
        Assert.Equal([null, "41"], Places);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_waited_for()
    {
        var asked = 0;
        Server.On(Stream, async http =>
        {
            switch (Interlocked.Increment(ref asked))
            {
                case 1:
                    await CliRunner.Say(http, Samples.Event(1));
                    break;
                case 2 or 3:
                    http.Response.StatusCode = 503;
                    break;
                default:
                    await CliRunner.Say(http, Samples.Event(2));
                    break;
            }
        });

        var run = await Cli.Run("watch", "--customer", "c1", "--count", "2");

        Assert.Equal((ExitCodes.Done, 2), (run.ExitCode, run.Out.TrimEnd().Split('\n').Length));
        Assert.Equal([null, "1", "1", "1"], Places);
        Assert.Equal(
            [$"orders: {Server.Address} is away; waiting for it. Nothing is lost meanwhile.", $"orders: {Server.Address} is back."],
            run.Error.TrimEnd().Split('\n')[1..]);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_opened_again()
    {
        var cli = new CliRunner { Pace = new() { Silence = TimeSpan.FromMilliseconds(200), FirstRetry = TimeSpan.FromMilliseconds(10) } };
        await cli.InitializeAsync();
        var asked = 0;
        cli.Server.On(Stream, async http =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                await CliRunner.Say(http, Samples.Event(2));
                return;
            }

            await CliRunner.Say(http, Samples.Event(1));
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });

        Assert.Equal(ExitCodes.Done, (await cli.Run("watch", "--customer", "c1", "--count", "2")).ExitCode);
        Assert.Equal(2, asked);
        await cli.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_ends_the_watch()
    {
        Server.On(Stream, Samples.Problem("invalid_request", 400, "The request is not valid"), 400);
        var run = await Cli.Run("watch", "--customer", "c*");
        Assert.Equal(ExitCodes.Refused, run.ExitCode);
        Assert.Contains("The request is not valid (invalid_request).", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_that_cannot_be_read_or_written_stops_nothing()
    {
        Directory.CreateDirectory(State);
        await File.WriteAllTextAsync(Path.Combine(State, "customer.json"), "{half");
        Server.On(Stream, http => CliRunner.Say(http, Samples.Event(1)));
        Assert.Equal(ExitCodes.Usage, (await Cli.Run("watch", "--count", "1")).ExitCode);

        Cli.Variables["XDG_STATE_HOME"] = "/dev/null/nowhere";
        var run = await Cli.Run("watch", "--customer", "c1", "--count", "1");
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), line => line.Contains("Nothing is remembered", StringComparison.Ordinal));
    }

    string State => Path.Combine(Cli.StateFolder, "orleans-orders");
}
