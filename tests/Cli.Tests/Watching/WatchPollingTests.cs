namespace OrleansOrders.Cli.Tests;

/// <summary>A server without a stream.</summary>
public sealed class WatchPollingTests : CliTest
{
    const string List = "GET /notifications";

    [Fact]
    public async Task It_is_asked_again_and_again_and_shows_what_is_new_oldest_first()
    {
        Server.OnEach(List, Samples.Notifications(2, 1), Samples.Notifications(2, 1), Samples.Notifications(4, 3, 2, 1), Samples.Notifications(5, 4, 3, 2, 1));

        var run = await Cli.Run("watch", "--customer", "c1", "--count", "3", "--json");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal([Samples.Notification(3), Samples.Notification(4), Samples.Notification(5)], run.Out.TrimEnd().Split('\n'));
        Assert.Contains("has no stream of notifications", run.Error, StringComparison.Ordinal);
        Assert.Equal("?customer_id=c1&limit=200", Server.Requests[^1].Query);
    }

    [Fact]
    public async Task The_next_watch_shows_what_came_in_between_over_all_pages()
    {
        Server.OnEach(List, Samples.Notifications(), Samples.Notifications(1));
        await Cli.Run("watch", "--customer", "c1", "--count", "1");
        Server.OnEach(List, Samples.NotificationsPage("older", 5, 4), Samples.Notifications(3, 2, 1, 0));

        var run = await Cli.Run("watch", "--count", "4", "--json");

        Assert.Equal([2, 3, 4, 5], Numbers(run));
        Assert.EndsWith("&cursor=older", Server.Requests[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_comes_late_among_older_ones_is_shown_once()
    {
        Server.OnEach(List, Samples.Notifications(1), Samples.Notifications(3, 1), Samples.Notifications(3, 2, 1), Samples.Notifications(4, 3, 2, 1));
        Assert.Equal([3, 2, 4], Numbers(await Cli.Run("watch", "--customer", "c1", "--count", "3", "--json")));
    }

    static IEnumerable<int> Numbers(CliResult run) => run.Out.TrimEnd().Split('\n').Select(line => Array.FindIndex(All, json => json == line));

    static readonly string[] All = [.. Enumerable.Range(0, 10).Select(number => Samples.Notification(number))];
}
