namespace OrleansOrders.Cli.Tests;

public sealed class StockTests : CliTest
{
    [Fact]
    public async Task All_items_are_listed()
    {
        Server.On("GET /inventory", Samples.Items("next", Samples.Item("burger", 1000), Samples.Item("pizza")));

        var run = await Cli.Run("stock", "--limit", "2");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal("?limit=2", Server.Request.Query);
        Assert.Matches(@"ITEM +AVAILABLE +RESERVED +SOLD *\nburger +1000 +2 +3 *\npizza +10 +2 +3 *\n", run.Out);
        Assert.Contains("--cursor next", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_item_is_shown()
    {
        Server.On("GET /inventory/burger", Samples.Item("burger"));
        Assert.Contains("burger", (await Cli.Run("stock", "burger")).Out, StringComparison.Ordinal);
        Assert.Equal(Samples.Item("burger") + "\n", (await Cli.Run("stock", "burger", "--json")).Out);
        Assert.Equal(ExitCodes.NotFound, (await Cli.Run("stock", "pizza")).ExitCode);
    }

    [Fact]
    public async Task What_is_available_is_set()
    {
        Server.On("PUT /inventory/burger", Samples.Item("burger", 37));
        Assert.Equal(ExitCodes.Done, (await Cli.Run("stock", "burger", "--set", "37")).ExitCode);
        Assert.Equal("""{"available":37}""", Server.Request.Body);
    }

    [Fact]
    public async Task An_adjustment_is_sent_under_its_id()
    {
        Server.On("POST /inventory/burger/adjustments", Samples.Item("burger"));
        Assert.Equal(ExitCodes.Done, (await Cli.Run("stock", "burger", "--adjust", "-5", "--adjustment-id", "d-1")).ExitCode);
        Assert.Equal("""{"adjustment_id":"d-1","delta":-5}""", Server.Request.Body);
    }

    [Fact]
    public async Task An_adjustment_without_an_id_gets_one_that_is_told()
    {
        Server.On("POST /inventory/burger/adjustments", Samples.Item("burger"));
        var run = await Cli.Run("stock", "burger", "--adjust", "5");
        var id = System.Text.Json.JsonDocument.Parse(Server.Request.Body).RootElement.GetProperty("adjustment_id").GetString();
        Assert.Contains($"--adjustment-id {id}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "1")]
    [InlineData("burger", "--set", "1", "--adjust", "1")]
    [InlineData("burger", "--adjustment-id", "d-1")]
    [InlineData("burger", "--set", "-1")]
    [InlineData("burger", "--adjust", "1.5")]
    public async Task What_does_not_go_together_is_a_usage_error(params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, (await Cli.Run(["stock", .. args])).ExitCode);
        Assert.Empty(Server.Requests);
    }
}
